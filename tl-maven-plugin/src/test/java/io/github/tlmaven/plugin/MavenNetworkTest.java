package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.download.Credentials;
import io.github.tlmaven.download.Mirror;
import io.github.tlmaven.download.Network;
import io.github.tlmaven.download.Proxies;
import io.github.tlmaven.failure.ConfigurationException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.AuthenticationDigest;
import org.eclipse.aether.repository.Proxy;
import org.junit.jupiter.api.Test;

/** What stands in settings.xml, as Maven's session offers it. */
class MavenNetworkTest {

    private static final Authentication KNOWN = new Authentication() {
        @Override
        public void fill(AuthenticationContext context, String key, Map<String, String> data) {
            context.put(AuthenticationContext.USERNAME, "ann");
            context.put(AuthenticationContext.PASSWORD, "s3cret");
        }

        @Override
        public void digest(AuthenticationDigest digest) {
            digest.update("ann");
        }
    };

    private static final Credentials ANN = new Credentials("ann", "s3cret");

    private final DefaultRepositorySystemSession session = new DefaultRepositorySystemSession();

    @Test
    void withoutSettingsServersAreReachedDirectly() {
        Network network = MavenNetwork.of(session, null, "1.0");

        assertThat(network.mirror()).isEmpty();
        assertThat(network.proxies().forAddress(URI.create("https://example.org/net.pth")))
                .isEmpty();
        assertThat(network.userAgent()).isEqualTo("tl-maven-plugin/1.0");
    }

    @Test
    void mirrorGetsThePasswordOfItsServerId() {
        session.setAuthenticationSelector(repository -> repository.getId().equals("tl-weights-mirror") ? KNOWN : null);

        assertThat(MavenNetwork.of(session, " https://mirror.example/w ", "1").mirror())
                .contains(new Mirror(URI.create("https://mirror.example/w/"), Optional.of(ANN)));
    }

    @Test
    void emptyMirrorIsNone() {
        assertThat(MavenNetwork.of(session, "  ", "1").mirror()).isEmpty();
    }

    @Test
    void mirrorWithoutServerNeedsNoPassword() {
        assertThat(MavenNetwork.of(session, "https://mirror.example", "1").mirror())
                .contains(new Mirror(URI.create("https://mirror.example/"), Optional.empty()));
    }

    @Test
    void proxyIsChosenByAddressWithItsPassword() {
        session.setProxySelector(repository ->
                repository.getHost().equals("far.example") ? new Proxy("http", "proxy.example", 3128, KNOWN) : null);
        Proxies proxies = MavenNetwork.of(session, null, "1").proxies();

        assertThat(proxies.forAddress(URI.create("https://far.example/net.pth")))
                .contains(new Proxies.Server("proxy.example", 3128, Optional.of(ANN)));
        assertThat(proxies.forAddress(URI.create("https://near.example/net.pth")))
                .isEmpty();
    }

    @Test
    void proxyWithoutPasswordIsUsedAsItIs() {
        session.setProxySelector(repository -> new Proxy("http", "proxy.example", 3128));

        assertThat(MavenNetwork.of(session, null, "1").proxies().forAddress(URI.create("http://a/b")))
                .contains(new Proxies.Server("proxy.example", 3128, Optional.empty()));
    }

    @Test
    void wrongAddressOfAMirrorIsRefused() {
        assertThatThrownBy(() -> MavenNetwork.of(session, "mirror", "1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("was 'mirror'");
    }
}
