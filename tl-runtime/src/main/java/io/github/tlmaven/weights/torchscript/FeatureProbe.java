package io.github.tlmaven.weights.torchscript;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.failure.WeightsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds out with a few made-up pictures whether a network gives features that can be stored: one row of finite numbers
 * for each picture, with bits that depend on that picture alone. Networks traced in training mode do not.
 */
final class FeatureProbe {

    /** About what normalised pixels reach. */
    private static final double LARGEST_PIXEL = 2.5;

    private static final String EXPORT_ROWS = "export a method that gives one row of numbers for each picture.";

    private final TorchScriptNetwork network;
    private final Shape pictures;
    private final int batch;

    /** Of a network and the batches that it will be used with. */
    FeatureProbe(TorchScriptNetwork network, Shape pictures) {
        this.network = network;
        this.pictures = pictures;
        this.batch = Math.toIntExact(pictures.get(0));
    }

    /**
     * The width of a row.
     *
     * @throws WeightsException if there are no rows that can be stored
     */
    int featureWidth() {
        int[] order = IntStream.range(0, batch).toArray();
        int[] reversed = IntStream.range(0, batch).map(i -> batch - 1 - i).toArray();
        float[][] rows = rows(order);
        requireFinite(rows);
        if (!Arrays.deepEquals(rows, rows(order))) {
            throw unfit(
                    "gives other features for the same pictures in a second pass",
                    "it computes with random numbers, such as dropout: call eval() before tracing it.");
        }
        requireSame(rows, reversed);
        requireSame(rows, new int[batch]); // the first picture throughout, as the last batch of a set is filled up
        return rows[0].length;
    }

    private void requireSame(float[][] rows, int[] order) {
        float[][] found = rows(order);
        for (int i = 0; i < batch; i++) {
            if (!Arrays.equals(found[i], rows[order[i]])) {
                throw unfit(
                        "gives a picture other features beside other pictures: they differ by up to "
                                + largestDifference(found[i], rows[order[i]]),
                        "features are stored for each picture, so they must not depend on the batch: call eval() before"
                                + " tracing it, and leave out what computes across pictures.");
            }
        }
    }

    private static float largestDifference(float[] one, float[] other) {
        float largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, Math.abs(one[i] - other[i]));
        }
        return largest;
    }

    private void requireFinite(float[][] rows) {
        for (float[] row : rows) {
            for (float value : row) {
                if (!Float.isFinite(value)) {
                    throw unfit(
                            "gives " + value + " for pictures with values from " + -LARGEST_PIXEL + " to "
                                    + LARGEST_PIXEL,
                            "see that the network loads right in Python, and whether it expects other pictures.");
                }
            }
        }
    }

    /** Features of the made-up pictures of the given numbers. */
    private float[][] rows(int[] order) {
        int pictureFloats = Math.toIntExact(pictures.size() / batch);
        float[] values = new float[pictureFloats * batch];
        for (int i = 0; i < batch; i++) {
            Draws draws = Draws.of(0, Draws.Purpose.INITIALISATION, 0, "probe " + order[i]);
            for (int k = 0; k < pictureFloats; k++) {
                values[i * pictureFloats + k] = (float) draws.nextDouble(-LARGEST_PIXEL, LARGEST_PIXEL);
            }
        }
        try (NDManager manager = network.newManager();
                NDArray input = manager.create(values, pictures);
                NDArray features = network.features(input)) {
            if (features.getShape().get(0) != batch) {
                throw unfit(
                        "gives " + features.getShape() + " for " + batch + " pictures",
                        "it was traced for one size of batch: trace it with " + batch
                                + " pictures, or leave the number of rows to flatten(1) or view(x.size(0), -1).");
            }
            if (features.getShape().size() == 0) {
                throw unfit("gives " + features.getShape() + ", no values at all", EXPORT_ROWS);
            }
            return rows(features.toFloatArray());
        } catch (EngineException e) {
            throw unfit(
                    "cannot compute: " + TorchScriptNetwork.cause(e),
                    "state the <crop> that the network was made for, and export it in float32.",
                    e);
        }
    }

    private float[][] rows(float[] values) {
        int width = values.length / batch;
        float[][] rows = new float[batch][];
        for (int i = 0; i < batch; i++) {
            rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
        return rows;
    }

    private WeightsException unfit(String what, String fix) {
        return new WeightsException(subject() + what + ".", fix);
    }

    private WeightsException unfit(String what, String fix, EngineException cause) {
        return new WeightsException(subject() + what + ".", fix, cause);
    }

    private String subject() {
        Path file = network.archive().file();
        return "The method " + network.method() + " of the TorchScript file " + file + ", on pictures of " + pictures
                + ", ";
    }
}
