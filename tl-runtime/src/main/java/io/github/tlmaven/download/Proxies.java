package io.github.tlmaven.download;

import java.net.URI;
import java.util.Optional;

/** Which proxy leads to an address. */
@FunctionalInterface
public interface Proxies {

    /** The proxy for an address; nothing where it is reached directly. */
    Optional<Server> forAddress(URI uri);

    /** Every address is reached directly. */
    static Proxies none() {
        return uri -> Optional.empty();
    }

    /**
     * A proxy that speaks HTTP.
     *
     * @param host        its name or address
     * @param port        1 to 65535
     * @param credentials where it asks for them
     */
    record Server(String host, int port, Optional<Credentials> credentials) {}
}
