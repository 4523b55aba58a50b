package io.github.tlmaven.spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The pictures of an experiment. Paths are relative to the project's base directory unless absolute, or to the archive's
 * root where there is an archive.
 *
 * @param source  where the pictures lie and how they are parted
 * @param filter  which files of its folders count
 * @param limits  which of them cannot be used, and what happens then
 * @param archive what the files must be unpacked from first
 */
public record DatasetSpec(Source source, PictureFilter filter, Limits limits, Optional<DatasetArchive> archive) {

    /** What Java can hold in an array of three bytes a pixel. */
    public static final int MOST_PIXELS = Integer.MAX_VALUE / Preprocessing.CHANNELS;

    /** Every picture of the source's own folders, with the usual limits. */
    public DatasetSpec(Source source, Corrupt corrupt) {
        this(source, PictureFilter.ALL, Limits.of(corrupt), Optional.empty());
    }

    /** The same once the archive is unpacked into a folder; paths that lead out of it are the parser's to refuse. */
    public DatasetSpec unpacked(Path folder) {
        return new DatasetSpec(source.below(folder), filter, limits, Optional.empty());
    }

    /** Where the pictures lie and how they are parted. */
    public sealed interface Source {
        /** How parts are taken that are not given. */
        SplitSpec split();

        /** The same with all paths below a folder. */
        Source below(Path folder);

        /** Seed of the split; a setting of its own, so that every cell is judged on the same pictures. */
        default long splitSeed() {
            return split().seed();
        }
    }

    /**
     * Folders that are split.
     *
     * @param directories each holds one folder a class; folders of one name are one class
     */
    public record Split(List<String> directories, SplitSpec split) implements Source {
        /** Copies the list, and checks that there is a folder and a test part. */
        public Split {
            directories = List.copyOf(directories);
            Checks.require(!directories.isEmpty(), "directories", directories, "at least one");
            Checks.positive("test", split.test());
        }

        /** One folder that is split by class. */
        public Split(String directory, double validation, double test, long splitSeed) {
            this(List.of(directory), SplitSpec.stratified(validation, test, splitSeed));
        }

        @Override
        public Source below(Path folder) {
            return new Split(
                    directories.stream().map(each -> inside(folder, each)).toList(), split);
        }
    }

    /**
     * Folders that were parted before. Without a folder for validation a share of the training folder serves.
     *
     * @param split its share of validation is taken from {@code train} where {@code validation} is absent
     */
    public record Parts(String train, Optional<String> validation, String test, SplitSpec split) implements Source {
        /** Checks that no test part is taken. */
        public Parts {
            Checks.require(split.test() == 0, "share of test", split.test(), "0, since the part is given");
        }

        /** Parts, with a share of each class for validation. */
        public Parts(String train, Optional<String> validation, String test, double validationShare, long splitSeed) {
            this(train, validation, test, SplitSpec.stratified(validationShare, 0, splitSeed));
        }

        @Override
        public Source below(Path folder) {
            return new Parts(
                    inside(folder, train), validation.map(each -> inside(folder, each)), inside(folder, test), split);
        }
    }

    /**
     * A table of pictures, parted by its own column, or split.
     *
     * @param split its shares count as far as the table has no parts
     */
    public record Manifest(ManifestSpec table, SplitSpec split) implements Source {
        /** Checks that there is a test part. */
        public Manifest {
            Checks.positive("test", split.test());
        }

        @Override
        public Source below(Path folder) {
            return new Manifest(
                    new ManifestSpec(
                            inside(folder, table.file()),
                            table.directory().map(each -> inside(folder, each)),
                            table.names(),
                            table.ignored()),
                    split);
        }
    }

    private static String inside(Path folder, String path) {
        return folder.resolve(path).normalize().toString();
    }

    /**
     * What is asked of the pictures.
     *
     * @param corrupt    what happens when a picture cannot be read
     * @param maxCorrupt most pictures that may be left out, 0 or more; 0 where none may
     * @param maxPixels  columns × rows of the largest picture that is decoded, 1 to {@link #MOST_PIXELS}; a larger one
     *     counts as one that cannot be read
     */
    public record Limits(Corrupt corrupt, int maxCorrupt, int maxPixels) {
        /** Checks the ranges. */
        public Limits {
            Checks.notNegative("maxCorrupt", maxCorrupt);
            Checks.require(maxPixels >= 1 && maxPixels <= MOST_PIXELS, "maxPixels", maxPixels, "1 to " + MOST_PIXELS);
        }

        /** With the usual largest picture. */
        public Limits(Corrupt corrupt, int maxCorrupt) {
            this(corrupt, maxCorrupt, Defaults.MAX_PIXELS);
        }

        /** The usual ones. */
        public static Limits of(Corrupt corrupt) {
            return new Limits(corrupt, corrupt == Corrupt.SKIP ? Defaults.MAX_CORRUPT : 0);
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
