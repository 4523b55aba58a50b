package io.github.tlmaven.spec;

import java.nio.file.Path;

/**
 * Names of the files that results travel in; a contract with other programs.
 *
 * @param root {@code target/tl}
 */
public record Layout(Path root) {

    /** The effective configuration. */
    public Path plan() {
        return root.resolve("plan.json");
    }

    /** The pictures that the last run was about. */
    public Path dataset() {
        return root.resolve("dataset.json");
    }

    /** What the audit of the pictures found, one row a picture. */
    public Path auditTable() {
        return root.resolve("audit.csv");
    }

    /** What the audit of the pictures found. */
    public Path auditFile() {
        return root.resolve("audit.json");
    }

    /** Small copies of the pictures that the audit's page shows. */
    public Path auditThumbnails() {
        return root.resolve("tl-resources").resolve("audit");
    }

    /** What the worker printed beside its progress. */
    public Path workerLog(Goal goal) {
        return root.resolve("worker-" + goal.keyword() + ".log");
    }

    /** The files of a training. */
    public Cell cell(CellId id) {
        Cell seed = cell(id.experiment(), id.seed());
        return id.fold().isPresent()
                ? new Cell(seed.directory.resolve("fold-" + id.fold().getAsInt()))
                : seed;
    }

    /** The files of one experiment with one seed; in a cross-validation, what is said of all folds together. */
    public Cell cell(String experiment, long seed) {
        return new Cell(root.resolve(experiment).resolve("seed-" + seed));
    }

    /**
     * Files of one cell.
     *
     * @param directory {@code target/tl/<experiment>/seed-<n>}, or {@code fold-<k>} in it
     */
    public record Cell(Path directory) {

        /** State dict by torchvision's or timm's names. */
        public Path model() {
            return directory.resolve("model.safetensors");
        }

        /** One row an epoch. */
        public Path history() {
            return directory.resolve("history.csv");
        }

        /** One row a picture of an evaluation set. */
        public Path predictions(String set) {
            return directory.resolve("predictions-" + set + ".csv");
        }

        /** Every score by evaluation set. */
        public Path metrics() {
            return directory.resolve("metrics.json");
        }

        /** Folder with what a training that was ended goes on from; gone once the cell is whole. */
        public Path checkpoint() {
            return directory.resolve("checkpoint");
        }

        /** Digests, environment and device; every time and memory figure. */
        public Path run() {
            return directory.resolve("run.json");
        }
    }
}
