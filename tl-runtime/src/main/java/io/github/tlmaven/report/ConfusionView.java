package io.github.tlmaven.report;

import io.github.tlmaven.metrics.ClassScore;
import io.github.tlmaven.metrics.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A confusion matrix added over models, with what follows from it.
 *
 * @param set      name of the evaluation set
 * @param models   number of models that were added
 * @param noun     what one of them is called in the caption
 * @param pictures of the set
 * @param matrix   the sum
 */
public record ConfusionView(String set, int models, String noun, long pictures, ConfusionMatrix matrix) {

    private static final int SHADES = 8;
    private static final int MOST_PAIRS = 10;
    private static final double PERCENT = 100;

    static ConfusionView of(Summary summary) {
        return new ConfusionView(
                summary.set(),
                summary.judged().size(),
                summary.isByFold() ? "model" : "seed",
                summary.pictures(),
                summary.confusion());
    }

    /**
     * A cell.
     *
     * @param text  count; empty for 0
     * @param shade CSS class by the share of the row
     */
    public record Cell(String text, String shade) {}

    /**
     * A row.
     *
     * @param label true class
     * @param cells one a predicted class
     */
    public record Row(String label, List<Cell> cells) {}

    /**
     * Two classes that are taken for each other.
     *
     * @param label     true class
     * @param predicted what it was taken for
     * @param count     how often
     * @param share     of the label's pictures, in percent
     */
    public record Pair(String label, String predicted, long count, String share) {}

    /**
     * A class's scores; a dash where a ratio is undefined.
     *
     * @param name      of the class
     * @param support   pictures of it, each counted once
     * @param precision with three decimals
     * @param recall    with three decimals
     * @param f1        with three decimals
     */
    public record ClassRow(String name, String support, String precision, String recall, String f1) {}

    /** How to read the counts. */
    public String caption() {
        return models == 1
                ? "Row: label. Column: prediction. " + Format.count(pictures) + " pictures, one " + noun + "."
                : "Row: label. Column: prediction. Sum over " + Format.counted(models, noun) + ": each of the "
                        + Format.count(pictures) + " pictures counts " + models + " times.";
    }

    /** Rows in the order of the classes. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int label = 0; label < matrix.classes().size(); label++) {
            List<Cell> cells = new ArrayList<>();
            for (int predicted = 0; predicted < matrix.classes().size(); predicted++) {
                cells.add(cell(label, predicted));
            }
            rows.add(new Row(matrix.classes().get(label), cells));
        }
        return rows;
    }

    private Cell cell(int label, int predicted) {
        long count = matrix.count(label, predicted);
        if (count == 0) {
            return new Cell("0", "tl-none");
        }
        long shade = Math.max(1, Math.round((double) SHADES * count / matrix.support(label)));
        return new Cell(Format.count(count), (label == predicted ? "tl-right-" : "tl-wrong-") + shade);
    }

    /** The most frequent mistakes, at most ten, the most frequent first. */
    public List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int label = 0; label < matrix.classes().size(); label++) {
            for (int predicted = 0; predicted < matrix.classes().size(); predicted++) {
                long count = matrix.count(label, predicted);
                if (label != predicted && count > 0) {
                    String share = Format.rough(PERCENT * count / matrix.support(label)) + " %";
                    pairs.add(new Pair(
                            matrix.classes().get(label), matrix.classes().get(predicted), count, share));
                }
            }
        }
        pairs.sort(Comparator.comparingLong(Pair::count).reversed());
        return pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()));
    }

    /** Scores by class, of the sum over models. */
    public List<ClassRow> classes() {
        return matrix.classScores().stream().map(this::classRow).toList();
    }

    private ClassRow classRow(ClassScore score) {
        return new ClassRow(
                score.name(),
                Format.count(score.support() / models),
                score.predicted() == 0 ? "–" : Format.share(score.precision()),
                score.support() == 0 ? "–" : Format.share(score.recall()),
                score.present() ? Format.share(score.f1()) : "–");
    }
}
