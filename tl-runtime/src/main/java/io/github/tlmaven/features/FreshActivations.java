package io.github.tlmaven.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.ChannelsLast;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Pictures that are augmented anew in every epoch and go through the frozen part whenever they are asked for. The
 * activations have the bits that the store would hold.
 *
 * @param pass   the frozen part
 * @param size   number of pictures
 * @param source of a picture's index and an epoch
 */
public record FreshActivations(FrozenPass pass, int size, BiFunction<Integer, Integer, PixelSource> source)
        implements TrainingInputs {

    @Override
    public NDArray batch(List<Integer> items, int epoch, NDManager manager) {
        List<PixelSource> sources =
                items.stream().map(item -> source.apply(item, epoch)).toList();
        List<FrozenPass.Rows> parts = new ArrayList<>();
        for (List<Integer> batch : Batches.of(sources.size())) {
            parts.add(pass.rows(batch.stream().map(sources::get).toList()));
        }
        long[] rowShape =
                parts.get(0).shape().stream().mapToLong(Long::longValue).toArray();
        return ChannelsLast.filled(
                manager, items.size(), rowShape, floats -> parts.forEach(part -> floats.put(part.values())));
    }
}
