package io.github.tlmaven.download;

import io.github.tlmaven.failure.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server that stands for all others. An address {@code https://host/path} is looked for at {@code base/host/path}; a
 * port follows the host behind an underscore, because a colon does not belong into a path.
 *
 * @param base        ends with a slash
 * @param credentials where the mirror asks for them; sent to no other server
 */
public record Mirror(URI base, Optional<Credentials> credentials) {

    private static final int NO_PORT = -1;

    /** Checks the address. */
    public Mirror {
        if (!base.toString().endsWith("/")) {
            throw new IllegalArgumentException("a mirror's address must end with a slash, was " + base);
        }
    }

    /**
     * Reads the address of a mirror, with or without a slash at its end.
     *
     * @throws ConfigurationException if it is not an address of a folder by http or https
     */
    public static Mirror of(String text, Optional<Credentials> credentials) {
        try {
            URI base = new URI(text.endsWith("/") ? text : text + "/");
            boolean web = RemoteFile.isScheme(base, RemoteFile.HTTPS) || RemoteFile.isScheme(base, RemoteFile.HTTP);
            if (web && base.getHost() != null && base.getQuery() == null && base.getUserInfo() == null) {
                return new Mirror(base, credentials);
            }
        } catch (URISyntaxException e) {
            throw malformed(text, e);
        }
        throw malformed(text, null);
    }

    private static ConfigurationException malformed(String text, @Nullable Exception cause) {
        return new ConfigurationException(
                "The mirror of weights must be an address as https://host/path/, was '" + text + "'.",
                "correct <weightsMirror> (tl.weightsMirror). A name and a password belong into settings.xml.",
                cause);
    }

    /** Where the mirror keeps a file. */
    URI locate(URI original) {
        String port = original.getPort() == NO_PORT ? "" : "_" + original.getPort();
        String path = original.getRawPath() == null ? "" : original.getRawPath();
        String query = original.getRawQuery() == null ? "" : "?" + original.getRawQuery();
        return URI.create(base + folder(original.getHost()) + port + path + query);
    }

    /** An address of IPv6 loses its brackets and colons. */
    private static String folder(String host) {
        return host.replace("[", "").replace("]", "").replace(':', '_');
    }
}
