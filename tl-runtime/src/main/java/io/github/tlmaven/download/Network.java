package io.github.tlmaven.download;

import java.net.URI;
import java.util.Optional;

/**
 * How servers are reached.
 *
 * @param mirror    asked in place of every other server, where there is one
 * @param proxies   which proxy leads where
 * @param userAgent what the program says it is
 * @param patience  how long it waits
 */
public record Network(Optional<Mirror> mirror, Proxies proxies, String userAgent, Patience patience) {

    /** Directly, without a mirror. */
    public static Network direct(String userAgent) {
        return new Network(Optional.empty(), Proxies.none(), userAgent, Patience.standard());
    }

    /** The address that is asked for a file. */
    URI locate(URI original) {
        return mirror.map(server -> server.locate(original)).orElse(original);
    }
}
