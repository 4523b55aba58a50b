package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tlmaven.engine.Autograd;
import java.util.List;

/**
 * Weighs the channels of a picture by a function of their means (Hu et al. 2018): x · gate(fc2(activation(fc1(mean x)))).
 *
 * @param squeeze    1×1 convolution to fewer channels, {@code fc1}
 * @param activation between the two
 * @param excite     1×1 convolution back, {@code fc2}
 * @param gate       maps to [0, 1]
 */
record SqueezeExcitation(Convolution squeeze, Activation activation, Convolution excite, Activation gate)
        implements Layer {

    private static final Shape MEAN = new Shape(1, 1);
    /** A batch of four pictures with as many channels fills the vectors of every processor: 4 × 8 = 2 × 16. */
    private static final int LANES = 8;

    /** With torchvision's names below the given one. */
    static SqueezeExcitation of(String name, int channels, int squeezed, Activation activation, Activation gate) {
        return new SqueezeExcitation(
                Convolution.biased(name + ".fc1", Geometry.pointwise(channels, squeezed)),
                activation,
                Convolution.biased(name + ".fc2", Geometry.pointwise(squeezed, channels)),
                gate);
    }

    @Override
    public List<Layer> children() {
        return List.of(squeeze, excite);
    }

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        try (NDArray weights = weights(input, pass)) {
            return input.mul(weights);
        }
    }

    @Override
    public NDArray consume(NDArray owned, Pass pass) {
        if (Autograd.isRecording()) {
            return Layer.super.consume(owned, pass);
        }
        try (NDArray weights = weights(owned, pass)) {
            return owned.muli(weights);
        }
    }

    /** N×C×1×1. */
    private NDArray weights(NDArray input, Pass pass) {
        NDArray mean = JniUtils.adaptiveAvgPool((PtNDArray) input, MEAN);
        try (NDArray squeezed = activated(squeeze.consume(mean, pass))) {
            return gate.apply(excite.forward(squeezed, pass));
        }
    }

    /**
     * The engine computes the values behind the last full vector of an array with another exponential than the rest. So
     * that no picture's values are among them, the few channels are filled up with zeros for the activation.
     */
    private NDArray activated(NDArray owned) {
        int channels = squeeze.geometry().outChannels();
        int surplus = -channels & (LANES - 1);
        if (surplus == 0) {
            return activation.apply(owned);
        }
        NDArray filled;
        try (owned) {
            filled = owned.pad(new Shape(0, 0, 0, 0, 0, surplus), 0);
        }
        try (NDArray applied = activation.apply(filled)) {
            return JniUtils.slice((PtNDArray) applied, 1, 0, channels, 1);
        }
    }
}
