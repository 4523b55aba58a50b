package io.github.tlmaven.report;

import io.github.tlmaven.metrics.Scores;
import java.util.ArrayList;
import java.util.List;

/** Tables as plain text for the build's log. */
public final class ConsoleTable {

    private static final String GAP = "  ";
    private static final int FIRST_NUMBER_COLUMN = 3;

    private ConsoleTable() {}

    /** One line an experiment and set, under a header, and one for each thing that is missing. */
    public static List<String> lines(Results results) {
        List<List<String>> cells = new ArrayList<>();
        String range = results.plan().folds().isPresent() ? "range" : "seeds' range"; // of folds' models on some sets
        cells.add(List.of("experiment", "strategy", "set", "accuracy", "95 % interval", range, "macro-F1"));
        for (ExperimentResult experiment : results.experiments()) {
            for (String set : results.sets()) {
                experiment.summary(set).ifPresent(summary -> cells.add(row(experiment, summary)));
            }
        }
        List<String> lines = new ArrayList<>(aligned(cells));
        results.missing().forEach(each -> lines.add("Missing: " + each.text()));
        return List.copyOf(lines);
    }

    private static List<String> row(ExperimentResult result, Summary summary) {
        return List.of(
                result.experiment().id(),
                result.experiment().strategy().label(),
                summary.set(),
                Format.share(summary.accuracy()),
                Format.range(summary.accuracyInterval()).replace('–', '-'),
                Format.range(summary.accuracyRange()).replace('–', '-'),
                Format.share(summary.mean(Scores::macroF1)));
    }

    /**
     * Rows of equal length as lines whose columns stand below each other: the first three to the left, the others, which
     * are numbers, to the right.
     */
    public static List<String> aligned(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String text = row.get(column);
                String padding = " ".repeat(width(rows, column) - text.length());
                line.append(column == 0 ? "" : GAP);
                line.append(column < FIRST_NUMBER_COLUMN ? text + padding : padding + text);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
