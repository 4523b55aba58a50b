package io.github.tlmaven.spec;

import java.nio.file.Path;

/**
 * A file that was fetched for a run before it began.
 *
 * @param path   absolute
 * @param sha256 the digest that it must have, or the digest's first digits where no more was published; hexadecimal,
 *               lower case; empty where nothing is known beforehand
 */
public record FetchedFile(Path path, String sha256) {

    /** Checks that the path is absolute. */
    public FetchedFile {
        Checks.require(path.isAbsolute(), "file", path, "absolute");
    }
}
