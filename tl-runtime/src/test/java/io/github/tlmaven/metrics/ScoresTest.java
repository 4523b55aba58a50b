package io.github.tlmaven.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.failure.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScoresTest {

    /** Ratios of small whole numbers, and means of a few of them, in another order of additions. */
    private static final double TOLERANCE = 1e-14;

    /** scikit-learn sums single-precision logarithms; ours are double. */
    private static final double LOG_TOLERANCE = 2e-6;

    static Stream<Map<String, @Nullable Object>> cases() {
        return Fixture.cases("scores").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void countsEqualThoseOfScikitLearn(Map<String, @Nullable Object> expected) {
        Scores ours = scores(expected);
        assertThat((double) ours.pictures()).isEqualTo(Fixture.number(expected, "pictures"));
        assertThat((double) ours.correct()).isEqualTo(Fixture.number(expected, "correct"));
        List<List<Double>> matrix = ((List<?>) Objects.requireNonNull(expected.get("confusion")))
                .stream().map(Fixture::numbers).toList();
        assertThat(ours.confusion().counts())
                .isEqualTo(matrix.stream()
                        .map(row -> row.stream().map(Double::longValue).toList())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void meansEqualThoseOfScikitLearn(Map<String, @Nullable Object> expected) {
        Scores ours = scores(expected);
        close(ours.accuracy(), expected, "accuracy");
        close(ours.accuracyInterval().low(), expected, "accuracy_low");
        close(ours.accuracyInterval().high(), expected, "accuracy_high");
        close(ours.macroPrecision(), expected, "macro_precision");
        close(ours.macroRecall(), expected, "macro_recall");
        close(ours.macroF1(), expected, "macro_f1");
        assertThat(ours.logLoss()).isCloseTo(Fixture.number(expected, "log_loss"), within(LOG_TOLERANCE));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void classesEqualThoseOfScikitLearn(Map<String, @Nullable Object> expected) {
        List<ClassScore> ours = scores(expected).classes();
        for (int i = 0; i < ours.size(); i++) {
            assertThat(ours.get(i).precision()).isCloseTo(entry(expected, "precision", i), within(TOLERANCE));
            assertThat(ours.get(i).recall()).isCloseTo(entry(expected, "recall", i), within(TOLERANCE));
            assertThat(ours.get(i).f1()).isCloseTo(entry(expected, "f1", i), within(TOLERANCE));
            assertThat((double) ours.get(i).support()).isEqualTo(entry(expected, "support", i));
        }
    }

    @Test
    void firstOfEqualProbabilitiesIsPredicted() {
        assertThat(Scores.mostProbable(new float[] {0.25f, 0.375f, 0.375f})).isEqualTo(1);
    }

    @Test
    void probabilityThatIsNotANumberIsAnError() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Scores.of(List.of("a", "b"), new int[] {0}, new float[][] {{0.5f, Float.NaN}}))
                .withMessageContaining("class 1 the probability NaN")
                .withMessageContaining("To fix: ");
    }

    @Test
    void nothingToScoreIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scores.of(List.of("a", "b"), new int[0], new float[0][]))
                .withMessageContaining("at least one picture");
    }

    @Test
    void matricesOverTheSameClassesAdd() {
        ConfusionMatrix one = ConfusionMatrix.of(List.of("a", "b"), new int[] {0, 0, 1}, new int[] {0, 1, 1});
        assertThat(one.plus(one).counts()).isEqualTo(List.of(List.of(2L, 2L), List.of(0L, 2L)));
    }

    @Test
    void matrixMustBeSquare() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConfusionMatrix(List.of("a", "b"), List.of(List.of(1L, 2L), List.of(3L))))
                .withMessageContaining("2 rows and columns, had [2, 1]");
    }

    private static Scores scores(Map<String, @Nullable Object> of) {
        List<String> classes = new ArrayList<>();
        ((List<?>) Objects.requireNonNull(of.get("classes"))).forEach(name -> classes.add((String) name));
        int[] labels = Fixture.numbers(Objects.requireNonNull(of.get("labels"))).stream()
                .mapToInt(Double::intValue)
                .toArray();
        List<?> rows = (List<?>) Objects.requireNonNull(of.get("probabilities"));
        float[][] probabilities = new float[rows.size()][classes.size()];
        for (int i = 0; i < rows.size(); i++) {
            List<Double> row = Fixture.numbers(rows.get(i));
            for (int j = 0; j < row.size(); j++) {
                probabilities[i][j] = row.get(j).floatValue();
            }
        }
        return Scores.of(classes, labels, probabilities);
    }

    private static double entry(Map<String, @Nullable Object> of, String name, int index) {
        return Fixture.numbers(Objects.requireNonNull(of.get(name))).get(index);
    }

    private static void close(double ours, Map<String, @Nullable Object> expected, String name) {
        assertThat(ours).as(name).isCloseTo(Fixture.number(expected, name), within(TOLERANCE));
    }
}
