package io.github.tlmaven.zoo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sizes of an inverted residual block (Sandler et al. 2018): a narrow input is expanded, convolved depthwise and
 * projected to a narrow output. MobileNetV3 and EfficientNet share torchvision's form of it.
 *
 * @param in     width of the input
 * @param wide   width in between
 * @param out    width of the output
 * @param kernel of the depthwise convolution
 * @param stride of the depthwise convolution
 */
record InvertedBlock(int in, int wide, int out, int kernel, int stride) {

    /**
     * What all blocks of a stage share.
     *
     * @param batchNorm  of all convolutions
     * @param activation of all convolutions but the last
     */
    record Style(BatchNormSpec batchNorm, Activation activation) {}

    /**
     * Squeeze-and-excitation of the wide part.
     *
     * @param width      of the squeezed means
     * @param activation between its two convolutions
     * @param gate       at its end
     */
    record Squeeze(int width, Activation activation, Activation gate) {}

    /** Whether input and output have one shape, so that they can be added. */
    boolean keepsShape() {
        return stride == 1 && in == out;
    }

    /**
     * The layers: expansion (left out where it would keep the width), depthwise convolution, squeeze-and-excitation,
     * projection.
     *
     * @param name of torchvision's sequence, which numbers them from 0
     */
    List<Layer> layers(String name, Style style, Optional<Squeeze> squeeze) {
        List<Layer> layers = new ArrayList<>();
        if (wide != in) {
            layers.add(unit(name, layers.size(), Geometry.pointwise(in, wide), style));
        }
        Geometry depthwise = Geometry.depthwise(wide, kernel, stride, Geometry.Padding.SYMMETRIC);
        layers.add(unit(name, layers.size(), depthwise, style));
        squeeze.ifPresent(se -> layers.add(
                SqueezeExcitation.of(name + "." + layers.size(), wide, se.width(), se.activation(), se.gate())));
        Style projection = new Style(style.batchNorm(), Activation.NONE);
        layers.add(unit(name, layers.size(), Geometry.pointwise(wide, out), projection));
        return layers;
    }

    private static ConvNorm unit(String name, int index, Geometry geometry, Style style) {
        return ConvNorm.numbered(name + "." + index, geometry, style.batchNorm(), style.activation());
    }
}
