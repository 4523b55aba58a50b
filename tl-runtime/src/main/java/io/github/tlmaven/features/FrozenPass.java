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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Pictures through the frozen stages in batches of one size, each on one thread: a picture's bits depend neither on the
 * number of workers nor on the pictures it shares a batch with, nor on the boundaries at which activations are kept on the
 * way. They are the same where gradients are recorded, since recording is switched off meanwhile.
 *
 * @param session makes the arrays
 * @param frozen  computes the activations; must stay open as long as this is used
 * @param side    of the square input, in pixels
 * @param type    that kept activations are rounded to, so that they have the bits that the store keeps
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
     * Computes a batch at the boundary where the frozen stages end.
     *
     * @param sources 1 to {@link Batches#SIZE}
     * @throws io.github.tlmaven.failure.DataException if an activation is too large for the type
     */
    Rows rows(List<? extends PixelSource> sources) {
        return rows(sources, List.of(frozen.to())).get(0);
    }

    /**
     * Computes a batch at several boundaries. What is rounded is a copy: the next boundary's activations are computed of
     * what the engine has.
     *
     * @param sources    1 to {@link Batches#SIZE}
     * @param boundaries from the input to the head, within the frozen stages
     * @return for each boundary the rows of all sources
     * @throws io.github.tlmaven.failure.DataException if an activation is too large for the type
     */
    List<Rows> rows(List<? extends PixelSource> sources, List<Integer> boundaries) {
        return Autograd.pausing(() -> {
            List<Rows> rows = new ArrayList<>();
            try (NDManager manager = session.newManager();
                    NDArray input = PixelInputs.pixels(Batches.filled(sources), side, manager)) {
                frozen.forward(input, boundaries, output -> rows.add(first(sources.size(), output)));
            }
            return rows;
        });
    }

    /** Copies the first rows of a batch. */
    private Rows first(int count, NDArray output) {
        FloatBuffer values = ChannelsLast.toRows(output);
        int rowFloats = values.remaining() / Batches.SIZE;
        values.limit(rowFloats * count);
        if (type == FeatureType.FLOAT16) {
            HalfFloats.round(values);
        }
        return new Rows(LongStream.of(ChannelsLast.rowShape(output)).boxed().toList(), values);
    }
}
