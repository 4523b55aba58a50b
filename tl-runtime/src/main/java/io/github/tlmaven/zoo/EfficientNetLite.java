package io.github.tlmaven.zoo;

import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.zoo.Geometry.Padding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * EfficientNet-Lite (Google 2020): EfficientNet (Tan and Le 2019) without squeeze-and-excitation, with ReLU6, and with
 * stem, last convolution and the depth of the first and last stage not scaled. Names and TensorFlow padding as timm's
 * {@code tf_efficientnet_lite0} to {@code lite4}.
 */
final class EfficientNetLite {

    private static final int STEM_WIDTH = 32;
    private static final int STEM_KERNEL = 3;
    private static final int STEM_STRIDE = 2;
    private static final int HEAD_WIDTH = 1280;
    private static final int MIN_INPUT = 1;
    /** TensorFlow's epsilon; the momentum is timm's default. */
    private static final BatchNormSpec BATCH_NORM = BatchNormSpec.WIDE_EPSILON;

    /** Stages of blocks: repeats, kernel, stride of the first, expansion, width. From the paper's table 1. */
    private static final List<Blocks> STAGES = List.of(
            new Blocks(1, 3, 1, 1, 16),
            new Blocks(2, 3, 2, 6, 24),
            new Blocks(2, 5, 2, 6, 40),
            new Blocks(3, 3, 2, 6, 80),
            new Blocks(3, 5, 1, 6, 112),
            new Blocks(4, 5, 2, 6, 192),
            new Blocks(1, 3, 1, 6, 320));

    private record Blocks(int repeats, int kernel, int stride, int expansion, int width) {

        Blocks scaled(double widthFactor, double depthFactor) {
            int scaledRepeats = (int) Math.ceil(repeats * depthFactor);
            return new Blocks(scaledRepeats, kernel, stride, expansion, Channels.rounded(width * widthFactor));
        }
    }

    private static final List<Variant> VARIANTS = List.of(
            new Variant("tf_efficientnet_lite0", 1.0, 1.0, 0.2),
            new Variant("tf_efficientnet_lite1", 1.0, 1.1, 0.2),
            new Variant("tf_efficientnet_lite2", 1.1, 1.2, 0.3),
            new Variant("tf_efficientnet_lite3", 1.2, 1.4, 0.3),
            new Variant("tf_efficientnet_lite4", 1.4, 1.8, 0.3));

    /**
     * A network of the family.
     *
     * @param width   factor of all widths but the stem's and the last convolution's
     * @param depth   factor of the repeats in all stages but the first and last
     * @param dropout before the classifier
     */
    private record Variant(String name, double width, double depth, double dropout) {

        List<Blocks> stages() {
            List<Blocks> scaled = new ArrayList<>();
            for (int i = 0; i < STAGES.size(); i++) {
                boolean fixedDepth = i == 0 || i == STAGES.size() - 1;
                scaled.add(STAGES.get(i).scaled(width, fixedDepth ? 1 : depth));
            }
            return scaled;
        }
    }

    private EfficientNetLite() {}

    static Map<String, Function<Head, Architecture>> all() {
        Map<String, Function<Head, Architecture>> all = new LinkedHashMap<>();
        VARIANTS.forEach(variant -> all.put(variant.name(), head -> build(variant, head)));
        return all;
    }

    private static Architecture build(Variant variant, Head head) {
        List<Stage> stages = new ArrayList<>();
        Geometry stem = Geometry.dense(Preprocessing.CHANNELS, STEM_WIDTH, STEM_KERNEL, STEM_STRIDE, Padding.SAME);
        stages.add(new Stage("stem", unit("conv_stem", "bn1", stem, Activation.RELU6)));
        int width = STEM_WIDTH;
        String lastBlock = "";
        for (Blocks blocks : variant.stages()) {
            lastBlock = "blocks." + (stages.size() - 1);
            stages.add(new Stage(lastBlock, blocks(lastBlock, width, blocks)));
            width = blocks.width();
        }
        Geometry last = Geometry.pointwise(width, HEAD_WIDTH);
        stages.add(new Stage(
                "conv_head", Sequence.of(unit("conv_head", "bn2", last, Activation.RELU6), new GlobalAveragePool())));
        Linear linear = new Linear("classifier", HEAD_WIDTH, head.classes(), LinearInitializer.BY_OUTPUT);
        stages.add(head.stage(linear, variant.dropout()));
        Landmarks landmarks = new Landmarks(lastBlock, "classifier", HEAD_WIDTH, MIN_INPUT);
        return new Architecture(variant.name(), stages, landmarks, head.classes());
    }

    private static Layer blocks(String name, int inWidth, Blocks stage) {
        List<Layer> layers = new ArrayList<>();
        int width = inWidth;
        for (int i = 0; i < stage.repeats(); i++) {
            int stride = i == 0 ? stage.stride() : 1;
            Layer body = stage.expansion() == 1
                    ? separable(name + "." + i, width, stage, stride)
                    : inverted(name + "." + i, width, stage, stride);
            boolean keepsShape = stride == 1 && width == stage.width();
            layers.add(keepsShape ? Residual.plain(body) : body);
            width = stage.width();
        }
        return new Sequence(layers);
    }

    /** Depthwise, then pointwise: the block of the first stage, which does not expand. */
    private static Layer separable(String name, int inWidth, Blocks stage, int stride) {
        Geometry depthwise = Geometry.depthwise(inWidth, stage.kernel(), stride, Padding.SAME);
        Geometry project = Geometry.pointwise(inWidth, stage.width());
        return Sequence.of(
                unit(name + ".conv_dw", name + ".bn1", depthwise, Activation.RELU6),
                unit(name + ".conv_pw", name + ".bn2", project, Activation.NONE));
    }

    /** Inverted residual (Sandler et al. 2018): expand, depthwise, project. */
    private static Layer inverted(String name, int inWidth, Blocks stage, int stride) {
        int wide = inWidth * stage.expansion();
        Geometry expand = Geometry.pointwise(inWidth, wide);
        Geometry depthwise = Geometry.depthwise(wide, stage.kernel(), stride, Padding.SAME);
        Geometry project = Geometry.pointwise(wide, stage.width());
        return Sequence.of(
                unit(name + ".conv_pw", name + ".bn1", expand, Activation.RELU6),
                unit(name + ".conv_dw", name + ".bn2", depthwise, Activation.RELU6),
                unit(name + ".conv_pwl", name + ".bn3", project, Activation.NONE));
    }

    /** Begins as timm's: Kaiming's normal law by the outputs of a group. */
    private static ConvNorm unit(String conv, String norm, Geometry geometry, Activation activation) {
        Initializer initializer = Initializer.kaimingNormal(geometry.fanOutOfGroup());
        return new ConvNorm(new Convolution(conv, geometry, false, initializer), norm, BATCH_NORM, activation);
    }
}
