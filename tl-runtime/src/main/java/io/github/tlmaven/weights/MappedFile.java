package io.github.tlmaven.weights;

import io.github.tlmaven.digest.Sha256;

/**
 * A file in memory that has been digested, as everything from outside is before it is parsed.
 *
 * @param origin  names it in messages
 * @param content its bytes
 * @param digest  of all of them
 */
record MappedFile(String origin, FileMapping content, Sha256 digest) {

    /** Digests the content. */
    static MappedFile of(String origin, FileMapping content) {
        return new MappedFile(origin, content, content.digest());
    }
}
