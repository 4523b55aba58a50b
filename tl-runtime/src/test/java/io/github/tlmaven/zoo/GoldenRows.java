package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.GoldenValues;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of an array against the first values of each that a golden file holds. */
final class GoldenRows {

    /** Of the largest value, as the golden files' README asks: float32 against float64 differs by at most half of it. */
    private static final double TOLERANCE = 2e-5;

    private GoldenRows() {}

    /**
     * Compares.
     *
     * @param actual N×width
     * @param what   member of the golden object that holds rows; the largest value is its {@code AbsMax}
     */
    static void assertClose(NDArray actual, Map<String, @Nullable Object> golden, String what) {
        double tolerance = TOLERANCE * GoldenValues.number(golden, what + "AbsMax");
        int width = Math.toIntExact(actual.getShape().get(1));
        float[] values = actual.toFloatArray();
        List<?> rows = (List<?>) Objects.requireNonNull(golden.get(what));
        assertThat(actual.getShape().get(0)).isEqualTo(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            double[] expected = GoldenValues.flat(Objects.requireNonNull(rows.get(row)));
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) values[row * width + i])
                        .as("%s of picture %d, value %d", what, row, i)
                        .isCloseTo(expected[i], within(tolerance));
            }
        }
    }
}
