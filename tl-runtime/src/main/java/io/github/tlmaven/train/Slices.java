package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Arrays of one shape, cut into views along their first dimension. An update rule passes over a parameter a dozen times;
 * on slices that fit into the processor's cache only the first pass waits for memory (AdamW on resnet18: 60 → 29 ms a
 * step), and every element gets the same bits.
 */
final class Slices {

    /** Elements of a slice: 1 MiB of float32 for each array. */
    private static final long ELEMENTS = 1 << 18;

    private Slices() {}

    /** Lets a rule change arrays in place, slice by slice; it gets the arrays of a slice in the order given. */
    static void update(List<NDArray> arrays, Consumer<List<NDArray>> rule) {
        NDArray first = arrays.get(0);
        if (first.size() <= ELEMENTS) {
            rule.accept(arrays);
            return;
        }
        long rows = first.getShape().get(0);
        long step = Math.max(1, ELEMENTS * rows / first.size());
        long[] cuts = LongStream.range(1, (rows + step - 1) / step)
                .map(slice -> slice * step)
                .toArray();
        try (NDList views = new NDList()) {
            arrays.forEach(array -> views.addAll(array.split(cuts, 0)));
            int slices = cuts.length + 1;
            for (int slice = 0; slice < slices; slice++) {
                int at = slice;
                rule.accept(IntStream.range(0, arrays.size())
                        .mapToObj(array -> views.get(array * slices + at))
                        .toList());
            }
        }
    }
}
