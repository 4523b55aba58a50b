package io.github.tlmaven.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.spec.Preprocessing;
import java.util.List;
import java.util.function.BiFunction;

/** Pictures that are decoded whenever they are asked for: nothing below the trained part is frozen. */
public final class PixelInputs {

    private PixelInputs() {}

    /**
     * Inputs of evaluation.
     *
     * @param side of the square input, in pixels
     */
    public static EvaluationInputs evaluation(List<? extends PixelSource> sources, int side) {
        return new EvaluationInputs() {
            @Override
            public int size() {
                return sources.size();
            }

            @Override
            public NDArray batch(List<Integer> items, NDManager manager) {
                return pixels(items.stream().map(sources::get).toList(), side, manager);
            }
        };
    }

    /**
     * Inputs of training.
     *
     * @param size   number of pictures
     * @param source of a picture's index and an epoch
     * @param side   of the square input, in pixels
     */
    public static TrainingInputs training(int size, BiFunction<Integer, Integer, PixelSource> source, int side) {
        return new TrainingInputs() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public NDArray batch(List<Integer> items, int epoch, NDManager manager) {
                return pixels(
                        items.stream().map(item -> source.apply(item, epoch)).toList(), side, manager);
            }
        };
    }

    /** Decodes pictures into a batch N×3×H×W that the engine owns. */
    static NDArray pixels(List<? extends PixelSource> sources, int side, NDManager manager) {
        int rowFloats = side * side * Preprocessing.CHANNELS;
        return ChannelsLast.filled(manager, sources.size(), new long[] {side, side, Preprocessing.CHANNELS}, floats -> {
            for (int i = 0; i < sources.size(); i++) {
                sources.get(i).write(floats.slice(i * rowFloats, rowFloats));
            }
        });
    }
}
