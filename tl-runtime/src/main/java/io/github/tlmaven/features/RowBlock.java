package io.github.tlmaven.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.EngineSession;
import java.util.stream.IntStream;

/**
 * Some rows that stand one behind the other.
 *
 * @param all  where they stand, N×C
 * @param from index of the first
 * @param size how many they are, 1 or more
 */
record RowBlock(EvaluationInputs all, int from, int size) {

    /** The rows, size×C, attached to the manager. */
    NDArray rows(NDManager manager) {
        return all.batch(IntStream.range(from, from + size).boxed().toList(), manager);
    }

    /** What makes the length of each row 1; 0 where it has no direction: all zeros, or a value that is not finite. */
    float[] scales(EngineSession session) {
        float[] scales = new float[size];
        try (NDManager manager = session.newManager();
                NDArray rows = rows(manager)) {
            float[] values = rows.toFloatArray();
            int width = values.length / size;
            for (int row = 0; row < size; row++) {
                scales[row] = scale(values, row * width, width);
            }
        }
        return scales;
    }

    private static float scale(float[] values, int from, int width) {
        double squares = 0;
        for (int i = from; i < from + width; i++) {
            squares += (double) values[i] * values[i];
        }
        return squares > 0 && Double.isFinite(squares) ? (float) (1 / Math.sqrt(squares)) : 0;
    }
}
