package io.github.tlmaven.plugin;

import io.github.tlmaven.download.Credentials;
import io.github.tlmaven.download.Mirror;
import io.github.tlmaven.download.Network;
import io.github.tlmaven.download.Patience;
import io.github.tlmaven.download.Proxies;
import io.github.tlmaven.failure.ConfigurationException;
import java.net.URI;
import java.util.Optional;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/**
 * Mirror, proxies and passwords as settings.xml has them. Maven's session is asked, which has decrypted the passwords and
 * applied {@code nonProxyHosts} and the protocols.
 */
final class MavenNetwork {

    /** Id of the {@code <server>} in settings.xml that holds the mirror's name and password. */
    static final String MIRROR = "tl-weights-mirror";

    private static final String ANY = "tl-weights";
    private static final String LAYOUT = "default";

    private final RepositorySystemSession session;

    private MavenNetwork(RepositorySystemSession session) {
        this.session = session;
    }

    /**
     * How servers are reached.
     *
     * @param mirror  the address of a mirror of weights, where one is configured
     * @param version of the plugin
     * @throws ConfigurationException if the mirror's address is none
     */
    static Network of(RepositorySystemSession session, @Nullable String mirror, String version) {
        MavenNetwork maven = new MavenNetwork(session);
        Optional<Mirror> server = Optional.ofNullable(mirror)
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(address -> Mirror.of(address, maven.credentials(address)));
        return new Network(server, maven::proxy, "tl-maven-plugin/" + version, Patience.standard());
    }

    private Optional<Credentials> credentials(String mirror) {
        RemoteRepository repository = repository(MIRROR, mirror);
        Authentication known = session.getAuthenticationSelector().getAuthentication(repository);
        if (known == null) {
            return Optional.empty();
        }
        return credentials(AuthenticationContext.forRepository(
                session,
                new RemoteRepository.Builder(repository)
                        .setAuthentication(known)
                        .build()));
    }

    private Optional<Proxies.Server> proxy(URI uri) {
        RemoteRepository repository = repository(ANY, uri.toString());
        Proxy proxy = session.getProxySelector().getProxy(repository);
        if (proxy == null) {
            return Optional.empty();
        }
        RemoteRepository behind =
                new RemoteRepository.Builder(repository).setProxy(proxy).build();
        return Optional.of(new Proxies.Server(
                proxy.getHost(), proxy.getPort(), credentials(AuthenticationContext.forProxy(session, behind))));
    }

    private static RemoteRepository repository(String id, String address) {
        return new RemoteRepository.Builder(id, LAYOUT, address).build();
    }

    private static Optional<Credentials> credentials(@Nullable AuthenticationContext context) {
        try {
            String user = context == null ? null : context.get(AuthenticationContext.USERNAME);
            if (context == null || user == null) {
                return Optional.empty();
            }
            String password = context.get(AuthenticationContext.PASSWORD);
            return Optional.of(new Credentials(user, password == null ? "" : password));
        } finally {
            AuthenticationContext.close(context);
        }
    }
}
