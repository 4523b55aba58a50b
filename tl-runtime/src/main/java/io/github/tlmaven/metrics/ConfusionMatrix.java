package io.github.tlmaven.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often pictures of one class were taken for another.
 *
 * @param classes names, in the order of rows and columns; distinct
 * @param counts  classes × classes: row = label, column = predicted class; 0 or more
 */
public record ConfusionMatrix(List<String> classes, List<List<Long>> counts) {

    /** Copies the lists and checks that the matrix is square, fits the names and holds no negative count. */
    public ConfusionMatrix {
        classes = List.copyOf(classes);
        counts = counts.stream().map(List::copyOf).toList();
        int size = classes.size();
        if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
            throw new IllegalArgumentException("confusion matrix must have " + size + " rows and columns, had "
                    + counts.stream().map(List::size).toList());
        }
        if (classes.stream().distinct().count() != size) {
            throw new IllegalArgumentException("class names must be distinct, were " + classes);
        }
        if (counts.stream().flatMap(List::stream).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("confusion matrix must not hold negative counts: " + counts);
        }
    }

    /**
     * Counts pairs.
     *
     * @param classes   names by index
     * @param labels    N true classes, as indices
     * @param predicted N predicted classes, as indices
     */
    public static ConfusionMatrix of(List<String> classes, int[] labels, int[] predicted) {
        if (labels.length != predicted.length) {
            throw new IllegalArgumentException(
                    "as many labels as predictions, were " + labels.length + " and " + predicted.length);
        }
        long[][] counts = new long[classes.size()][classes.size()];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]][predicted[i]]++;
        }
        return new ConfusionMatrix(classes, lists(counts));
    }

    /** Number of pictures with a label that were taken for a class, both as indices. */
    public long count(int label, int predicted) {
        return counts.get(label).get(predicted);
    }

    /** All pictures. */
    public long pictures() {
        return counts.stream().flatMap(List::stream).mapToLong(Long::longValue).sum();
    }

    /** Pictures on the diagonal. */
    public long correct() {
        return indices().mapToLong(i -> count(i, i)).sum();
    }

    /** Pictures of a class. */
    public long support(int label) {
        return counts.get(label).stream().mapToLong(Long::longValue).sum();
    }

    /** Pictures taken for a class. */
    public long predicted(int column) {
        return counts.stream().mapToLong(row -> row.get(column)).sum();
    }

    /** Cell by cell sum with a matrix over the same classes. */
    public ConfusionMatrix plus(ConfusionMatrix other) {
        if (!classes.equals(other.classes)) {
            throw new IllegalArgumentException("classes must be equal, were " + classes + " and " + other.classes);
        }
        long[][] sum = new long[classes.size()][classes.size()];
        indices().forEach(i -> indices().forEach(j -> sum[i][j] = count(i, j) + other.count(i, j)));
        return new ConfusionMatrix(classes, lists(sum));
    }

    /** Scores by class, in the order of the names. */
    public List<ClassScore> classScores() {
        return indices()
                .mapToObj(i -> ClassScore.of(classes.get(i), support(i), predicted(i), count(i, i)))
                .toList();
    }

    private IntStream indices() {
        return IntStream.range(0, classes.size());
    }

    private static List<List<Long>> lists(long[][] counts) {
        List<List<Long>> rows = new ArrayList<>();
        for (long[] row : counts) {
            rows.add(IntStream.range(0, row.length).mapToObj(j -> row[j]).toList());
        }
        return rows;
    }
}
