package io.github.tlmaven.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.store.HalfFloats;
import io.github.tlmaven.store.StoredRows;
import io.github.tlmaven.zoo.FrozenStages;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Pictures through the frozen stages in batches of one size, each on one thread: a picture's bits depend neither on the
 * number of workers nor on the pictures it shares a batch with. They are the same where gradients are recorded, since
 * recording is switched off meanwhile.
 *
 * @param session makes the arrays
 * @param frozen  computes the activations; must stay open as long as this is used
 * @param side    of the square input, in pixels
 * @param type    that the activations are rounded to, so that they have the bits that the store keeps
 */
public record FrozenPass(EngineSession session, FrozenStages frozen, int side, FeatureType type) {

    /**
     * Activations of some pictures.
     *
     * @param shape  of a row: (H, W, C), or (C) behind the pooling
     * @param values the rows one behind the other
     */
    record Rows(List<Long> shape, FloatBuffer values) {

        /** Numbers in a row. */
        long floats() {
            return StoredRows.floats(shape);
        }
    }

    /**
     * Computes a batch.
     *
     * @param sources 1 to {@link Batches#SIZE}
     * @throws io.github.tlmaven.failure.DataException if an activation is too large for the type
     */
    Rows rows(List<? extends PixelSource> sources) {
        return Autograd.pausing(() -> {
            try (NDManager manager = session.newManager();
                    NDArray input = PixelInputs.pixels(Batches.filled(sources), side, manager);
                    NDArray output = frozen.forward(input)) {
                FloatBuffer values = ChannelsLast.toRows(output);
                int rowFloats = values.remaining() / Batches.SIZE;
                values.limit(rowFloats * sources.size());
                if (type == FeatureType.FLOAT16) {
                    HalfFloats.round(values);
                }
                return new Rows(
                        LongStream.of(ChannelsLast.rowShape(output)).boxed().toList(), values);
            }
        });
    }
}
