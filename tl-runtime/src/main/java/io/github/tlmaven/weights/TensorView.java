package io.github.tlmaven.weights;

import ai.djl.ndarray.types.Shape;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A tensor and where its elements stand in the file: that of index (i₀, i₁, …) at position + width · Σ iₖ · strideₖ, as
 * PyTorch lays out a view of a storage.
 *
 * @param info     type and shape
 * @param position of the first element's first byte, from the start of the file
 * @param strides  one for each dimension, in elements; 0 repeats an element
 */
record TensorView(TensorInfo info, long position, List<Long> strides) {

    /** Copies the strides. */
    TensorView {
        strides = List.copyOf(strides);
        if (position < 0
                || strides.size() != info.shape().dimension()
                || strides.stream().anyMatch(stride -> stride < 0)) {
            throw new IllegalArgumentException("at " + position + ", strides " + strides + " of " + info.shape());
        }
    }

    /** Elements one behind the other, in row-major order. */
    static TensorView rowMajor(TensorType type, Shape shape, long position) {
        long[] strides = new long[shape.dimension()];
        long stride = shape.size() == 0 ? 0 : 1; // without elements there is no place to compute, nor to overflow
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape.get(i);
        }
        return new TensorView(
                new TensorInfo(type, shape),
                position,
                LongStream.of(strides).boxed().toList());
    }

    /**
     * Reads elements as float32, in row-major order, until the target is full.
     *
     * @param first index of the first element to read; that many and the target's room are there
     */
    void read(FileMapping file, ByteOrder order, long first, FloatBuffer target) {
        int width = info.type().bytes();
        int outer = outerDimensions();
        long run = runLength(outer);
        int limit = target.limit();
        long index = first;
        while (target.position() < limit) {
            long within = index % run;
            long left = Math.min(run - within, limit - target.position());
            int count = (int) Math.min(left, FileMapping.MAX_WINDOW / width);
            long start = position + (elementOffset(index / run, outer) + within) * width;
            target.limit(target.position() + count);
            info.type().decode(file.window(start, count * width).order(order), target);
            target.limit(limit);
            index += count;
        }
    }

    /** Number of leading dimensions over which elements that follow each other do not stand next to each other. */
    private int outerDimensions() {
        long run = 1;
        int outer = strides.size();
        for (int i = strides.size() - 1; i >= 0; i--) {
            long size = info.shape().get(i);
            if (size != 1 && strides.get(i) != run) {
                break;
            }
            run *= size;
            outer = i;
        }
        return outer;
    }

    private long runLength(int outer) {
        long run = 1;
        for (int i = outer; i < strides.size(); i++) {
            run *= info.shape().get(i);
        }
        return run;
    }

    private long elementOffset(long outerIndex, int outer) {
        long rest = outerIndex;
        long offset = 0;
        for (int i = outer - 1; i >= 0; i--) {
            long size = info.shape().get(i);
            offset += rest % size * strides.get(i);
            rest /= size;
        }
        return offset;
    }
}
