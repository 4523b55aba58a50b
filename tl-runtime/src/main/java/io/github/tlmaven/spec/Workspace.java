package io.github.tlmaven.spec;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a run reads and writes and how many cores it uses: nothing here changes a number of the result.
 *
 * @param baseDirectory   what relative paths of the plan start from; absolute
 * @param outputDirectory {@code target/tl}; absolute
 * @param cacheDirectory  features and downloads, shared by projects; absolute
 * @param cacheLimit      most bytes of stored features that a goal leaves behind; 0 for no limit
 * @param threads         workers, 1 or more
 * @param force           trains again what is up to date
 * @param offline         nothing may be fetched from the network
 * @param selected        ids of the experiments to work on; empty for all
 */
public record Workspace(
        Path baseDirectory,
        Path outputDirectory,
        Path cacheDirectory,
        long cacheLimit,
        int threads,
        boolean force,
        boolean offline,
        List<String> selected) {

    /** Checks that paths are absolute and copies the list. */
    public Workspace {
        Checks.require(baseDirectory.isAbsolute(), "baseDirectory", baseDirectory, "absolute");
        Checks.require(outputDirectory.isAbsolute(), "outputDirectory", outputDirectory, "absolute");
        Checks.require(cacheDirectory.isAbsolute(), "cacheDirectory", cacheDirectory, "absolute");
        Checks.require(cacheLimit >= 0, "cacheLimit", cacheLimit, "0 or more");
        Checks.require(threads >= 1, "threads", threads, "1 or more");
        selected = List.copyOf(selected);
    }

    /** A path of the plan, made absolute. */
    public Path resolve(String path) {
        return baseDirectory.resolve(path).normalize();
    }

    /** Whether an experiment is to be worked on. */
    public boolean selects(Experiment experiment) {
        return selected.isEmpty() || selected.contains(experiment.id());
    }
}
