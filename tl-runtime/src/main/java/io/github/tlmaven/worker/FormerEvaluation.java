package io.github.tlmaven.worker;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.report.files.MetricsFile;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.TestTimeAugmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What an earlier evaluation of a cell left: predictions and scores, which must not outlive what they were made of. */
final class FormerEvaluation {

    private FormerEvaluation() {}

    /** Removes it, if there is one. */
    static void remove(Layout.Cell cell) {
        if (!Files.isDirectory(cell.directory())) {
            return;
        }
        try (Stream<Path> files = Files.list(cell.directory())) {
            for (Path file : files.filter(each -> belongs(cell, each)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new DataException(
                    "Cannot remove the former evaluation in " + cell.directory() + ": " + e,
                    "make the folder writable, and run the goal again.",
                    e);
        }
    }

    /**
     * Removes it unless pictures were seen in the same views, and so many folds were pooled; predictions alone do not
     * tell.
     */
    static void removeUnless(TestTimeAugmentation augmentation, OptionalInt folds, Layout.Cell cell) {
        if (!isOf(augmentation, folds, cell)) {
            remove(cell);
        }
    }

    private static boolean isOf(TestTimeAugmentation augmentation, OptionalInt folds, Layout.Cell cell) {
        try {
            MetricsFile metrics = MetricsFile.read(cell.metrics());
            return metrics.testTimeAugmentation() == augmentation
                    && metrics.folds().equals(folds);
        } catch (DataException e) {
            return false; // missing or damaged, so whatever lies there is of no use
        }
    }

    private static boolean belongs(Layout.Cell cell, Path file) {
        String name = file.getFileName().toString();
        return file.equals(cell.metrics()) || (name.startsWith("predictions-") && name.endsWith(".csv"));
    }
}
