package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.Formula;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.features.TrainingInputs;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.StateDict;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Inputs whose rows are functions of a name and the picture's index, the same in every epoch.
 *
 * @param name  keeps sets apart
 * @param size  number of pictures
 * @param shape of a row: (H, W, C) or (C)
 */
record FormulaInputs(String name, int size, List<Long> shape) implements TrainingInputs, EvaluationInputs {

    /** The smallest side of a picture that all families take. */
    private static final long SIDE = 32;

    private static final long COLOURS = 3;

    @Override
    public NDArray batch(List<Integer> items, int epoch, NDManager manager) {
        return batch(items, manager);
    }

    @Override
    public NDArray batch(List<Integer> items, NDManager manager) {
        long[] row = shape.stream().mapToLong(Long::longValue).toArray();
        int floats = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        return ChannelsLast.filled(
                manager,
                items.size(),
                row,
                target -> items.forEach(item -> target.put(Formula.of(Map.of()).signed(name + ":" + item, floats))));
    }

    /** Names to key random choices by. */
    List<String> paths() {
        return IntStream.range(0, size).mapToObj(item -> name + ":" + item).toList();
    }

    /** A label for each picture: 0, 1, … and again from the start. */
    List<Integer> labels(int classes) {
        return IntStream.range(0, size).mapToObj(item -> item % classes).toList();
    }

    /** Shape of the rows at a boundary of a network whose pictures have {@link #SIDE} pixels a side. */
    static List<Long> row(EngineSession session, Architecture architecture, int boundary, StateDict tensors) {
        try (NDManager manager = session.newManager();
                FrozenStages below = new FrozenStages(architecture, 0, boundary, tensors);
                NDArray picture =
                        new FormulaInputs("shape", 1, List.of(SIDE, SIDE, COLOURS)).batch(List.of(0), manager);
                NDArray output = below.forward(picture)) {
            return LongStream.of(ChannelsLast.rowShape(output)).boxed().toList();
        }
    }
}
