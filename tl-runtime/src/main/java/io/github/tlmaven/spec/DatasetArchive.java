package io.github.tlmaven.spec;

import java.util.Optional;

/** A zip that holds a dataset's files. */
public sealed interface DatasetArchive {

    /** What the pom calls it by. */
    String text();

    /** The digest that the pom asks of the file. */
    Optional<String> sha256();

    /**
     * A file.
     *
     * @param path   relative to the project's base directory unless absolute
     * @param sha256 64 hexadecimal digits in lower case, if they are asked for
     */
    record Zip(String path, Optional<String> sha256) implements DatasetArchive {
        @Override
        public String text() {
            return path;
        }
    }

    /**
     * A file in a Maven repository.
     *
     * @param source its coordinates and digest
     */
    record Artifact(WeightsSource.Artifact source) implements DatasetArchive {
        @Override
        public String text() {
            return source.coordinates();
        }

        @Override
        public Optional<String> sha256() {
            return source.sha256();
        }
    }
}
