package io.github.tlmaven.report.files;

import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.spec.AtomicFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code predictions-test.csv} of all folds together: each picture once, as the model says that did not learn from it.
 *
 * @param folds predictions of each fold's model for its own test part, over equal classes
 */
public record PooledPredictions(List<PredictionsFile> folds) {

    private static final String FOLD = "fold";

    /** Copies the list and checks that the classes are equal and no picture comes twice. */
    public PooledPredictions {
        folds = List.copyOf(folds);
        List<List<String>> classes =
                folds.stream().map(PredictionsFile::classes).distinct().toList();
        ResultFile.require(classes.size() == 1, "folds must be of equal classes, were of " + classes);
        Set<String> seen = new HashSet<>();
        for (PredictionsFile fold : folds) {
            fold.predictions()
                    .forEach(each -> ResultFile.require(
                            seen.add(each.picture()),
                            "each picture must come once, this came twice: " + each.picture()));
        }
    }

    /** What the predictions come to, each picture counted once. */
    public Scores scores() {
        List<PredictionsFile.Prediction> all =
                folds.stream().flatMap(fold -> fold.predictions().stream()).toList();
        return new PredictionsFile(folds.get(0).classes(), all).scores();
    }

    /** Writes the file whole or not at all: the columns of a fold's, and behind them the number of the fold. */
    public void write(Path file) {
        List<String> header = new ArrayList<>(folds.get(0).header());
        header.add(FOLD);
        List<List<String>> rows = new ArrayList<>();
        for (int fold = 1; fold <= folds.size(); fold++) {
            for (List<String> fields : folds.get(fold - 1).rows()) {
                List<String> row = new ArrayList<>(fields);
                row.add(Integer.toString(fold));
                rows.add(row);
            }
        }
        AtomicFile.write(file, Csv.write(header, rows));
    }
}
