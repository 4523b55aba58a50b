package io.github.tlmaven.download;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * A file on the network.
 *
 * @param uri    http or https, with a host
 * @param digest what its content must be; nothing where nobody stated it, and then the file is not handed out
 */
public record RemoteFile(URI uri, Optional<ExpectedDigest> digest) {

    static final String HTTP = "http";
    static final String HTTPS = "https";

    /** Checks the scheme. */
    public RemoteFile {
        if (!(isScheme(uri, HTTP) || isScheme(uri, HTTPS)) || uri.getHost() == null) {
            throw new IllegalArgumentException("an address must begin with https:// or http://, was " + uri);
        }
    }

    /** A file whose digest, or the beginning of it, is known. */
    public static RemoteFile of(URI uri, String digits) {
        return new RemoteFile(uri, Optional.of(new ExpectedDigest(digits)));
    }

    static boolean isScheme(URI uri, String scheme) {
        return uri.getScheme() != null
                && uri.getScheme().toLowerCase(Locale.ROOT).equals(scheme);
    }
}
