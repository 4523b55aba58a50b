package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/**
 * Shape of a two-dimensional convolution.
 *
 * @param inChannels  of the input
 * @param outChannels of the output
 * @param kernel      side of the square kernel
 * @param stride      in both directions
 * @param groups      parts of the channels that do not see each other; {@code inChannels} for a depthwise convolution
 * @param padding     how the border is treated
 */
public record Geometry(int inChannels, int outChannels, int kernel, int stride, int groups, Padding padding) {

    private static final Shape NO_PADDING = new Shape(0, 0);
    private static final Shape NO_DILATION = new Shape(1, 1);

    /** How the border of a picture is treated. */
    public enum Padding {
        /** (kernel − 1) / 2 zeros on every side, as torchvision's ConvNormActivation. */
        SYMMETRIC,
        /**
         * TensorFlow's SAME: the output has ceil(size / stride) rows, and where an odd number of zeros is needed the
         * larger half goes to the bottom and right.
         */
        SAME
    }

    /** A convolution over all channels. */
    static Geometry dense(int inChannels, int outChannels, int kernel, int stride, Padding padding) {
        return new Geometry(inChannels, outChannels, kernel, stride, 1, padding);
    }

    /** A convolution in groups of channels that do not see each other, padded symmetrically. */
    static Geometry grouped(int inChannels, int outChannels, int kernel, int stride, int groups) {
        return new Geometry(inChannels, outChannels, kernel, stride, groups, Padding.SYMMETRIC);
    }

    /** One filter for each channel. */
    static Geometry depthwise(int channels, int kernel, int stride, Padding padding) {
        return new Geometry(channels, channels, kernel, stride, channels, padding);
    }

    /** A 1×1 convolution. */
    static Geometry pointwise(int inChannels, int outChannels) {
        return new Geometry(inChannels, outChannels, 1, 1, 1, Padding.SYMMETRIC);
    }

    /** Values of the output that a value of the input enters, all groups counted: torch's {@code fan_out}. */
    long fanOut() {
        return (long) outChannels * kernel * kernel;
    }

    /** The same with only the input's own group counted: TensorFlow's fan-out. */
    long fanOutOfGroup() {
        return fanOut() / groups;
    }

    /** Shape of the weight, O×I×H×W. */
    long[] weightShape() {
        return new long[] {outChannels, inChannels / groups, kernel, kernel};
    }

    /** A convolution in which only the zeros around the input are open. */
    @FunctionalInterface
    interface Kernel {
        /**
         * Convolves.
         *
         * @param zeros above and below, left and right
         */
        NDArray apply(NDArray input, Shape zeros);
    }

    /**
     * Convolves.
     *
     * @param input N×C×H×W
     * @return N×O×⌈H/stride⌉×⌈W/stride⌉ for odd kernels
     */
    NDArray convolve(NDArray input, NDArray weight, @Nullable NDArray bias) {
        return convolve(input, (padded, zeros) -> convolve(padded, weight, bias, zeros));
    }

    /** The same with a kernel that has its own numbers. */
    NDArray convolve(NDArray input, Kernel convolution) {
        if (padding == Padding.SYMMETRIC || stride == 1) {
            return convolution.apply(input, new Shape(side(), side()));
        }
        Shape shape = input.getShape();
        int rows = missing(shape.get(2));
        int columns = missing(shape.get(3));
        if (rows % 2 == 0 && columns % 2 == 0) {
            return convolution.apply(input, new Shape(rows / 2, columns / 2));
        }
        Shape around = new Shape(columns / 2, columns - columns / 2, rows / 2, rows - rows / 2);
        try (NDArray padded = input.pad(around, 0)) {
            return convolution.apply(padded, NO_PADDING);
        }
    }

    /** Zeros on each side of a symmetrically padded input. */
    int side() {
        return (kernel - 1) / 2;
    }

    /** Zeros that SAME needs along a side of the given length, both ends together. */
    private int missing(long size) {
        long out = (size + stride - 1) / stride;
        return (int) Math.max(0, (out - 1) * stride + kernel - size);
    }

    private NDArray convolve(NDArray input, NDArray weight, @Nullable NDArray bias, Shape zeros) {
        return JniUtils.convolution(
                (PtNDArray) input,
                (PtNDArray) weight,
                (PtNDArray) bias,
                new Shape(stride, stride),
                zeros,
                NO_DILATION,
                groups);
    }
}
