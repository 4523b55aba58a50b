package io.github.tlmaven.spec;

import java.util.Optional;

/**
 * The pictures of an experiment. Folders hold one folder a class; they are relative to the project's base directory
 * unless absolute.
 *
 * @param source    where the pictures lie and how they are parted
 * @param corrupt   what happens when a picture cannot be read
 * @param maxPixels columns × rows of the largest picture that is decoded, 1 to {@link #MOST_PIXELS}
 */
public record DatasetSpec(Source source, Corrupt corrupt, int maxPixels) {

    /** What Java can hold in an array of three bytes a pixel. */
    public static final int MOST_PIXELS = Integer.MAX_VALUE / Preprocessing.CHANNELS;

    /** Checks the range. */
    public DatasetSpec {
        Checks.require(maxPixels >= 1 && maxPixels <= MOST_PIXELS, "maxPixels", maxPixels, "1 to " + MOST_PIXELS);
    }

    /** With the usual largest picture. */
    public DatasetSpec(Source source, Corrupt corrupt) {
        this(source, corrupt, Defaults.MAX_PIXELS);
    }

    /** Where the pictures lie and how they are parted. */
    public sealed interface Source {
        /** Seed of the split; a setting of its own, so that every cell is judged on the same pictures. */
        long splitSeed();
    }

    /**
     * One folder that is split.
     *
     * @param directory  holds one folder a class
     * @param validation share of each class that chooses the best epoch, above 0
     * @param test       share of each class that models are judged on, above 0
     */
    public record Split(String directory, double validation, double test, long splitSeed) implements Source {
        /** Checks that something is left to train on. */
        public Split {
            Checks.positive("validation", validation);
            Checks.positive("test", test);
            Checks.require(validation + test < 1, "validation + test", validation + test, "below 1");
        }
    }

    /**
     * Folders that were parted before. Without a folder for validation a share of each class of the training folder
     * serves.
     *
     * @param validationShare share taken from {@code train} where {@code validation} is absent, above 0
     */
    public record Parts(String train, Optional<String> validation, String test, double validationShare, long splitSeed)
            implements Source {
        /** Checks the share. */
        public Parts {
            Checks.positive("validation", validationShare);
            Checks.require(validationShare < 1, "validation", validationShare, "below 1");
        }
    }

    /** What happens when pictures cannot be read. */
    public enum Corrupt {
        /** The build stops before training and names them all. */
        FAIL("fail"),
        /** They are named, counted and left out. */
        SKIP("skip");

        private final String keyword;

        Corrupt(String keyword) {
            this.keyword = keyword;
        }

        /** The word that stands in the pom's {@code <corrupt>}. */
        public String keyword() {
            return keyword;
        }
    }
}
