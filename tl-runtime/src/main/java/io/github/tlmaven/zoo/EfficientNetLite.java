package io.github.tlmaven.zoo;

import io.github.tlmaven.zoo.Geometry.Padding;
import java.util.ArrayList;
import java.util.List;

/**
 * EfficientNet-Lite (Google 2020): EfficientNet (Tan and Le 2019) without squeeze-and-excitation, with ReLU6, and with
 * stem and head of fixed width. Names and TensorFlow padding as timm's {@code tf_efficientnet_lite0}.
 */
final class EfficientNetLite {

    private static final int COLOURS = 3;
    private static final int STEM_WIDTH = 32;
    private static final int STEM_KERNEL = 3;
    private static final int STEM_STRIDE = 2;
    private static final int HEAD_WIDTH = 1280;
    private static final double DROPOUT = 0.2;
    /** TensorFlow's epsilon; the momentum is timm's default. */
    private static final BatchNormSpec BATCH_NORM = new BatchNormSpec(1e-3, 0.1);

    /** Stages of blocks: repeats, kernel, stride of the first, expansion, width. From the paper's table 1. */
    private static final List<Blocks> STAGES = List.of(
            new Blocks(1, 3, 1, 1, 16),
            new Blocks(2, 3, 2, 6, 24),
            new Blocks(2, 5, 2, 6, 40),
            new Blocks(3, 3, 2, 6, 80),
            new Blocks(3, 5, 1, 6, 112),
            new Blocks(4, 5, 2, 6, 192),
            new Blocks(1, 3, 1, 6, 320));

    private record Blocks(int repeats, int kernel, int stride, int expansion, int width) {}

    private EfficientNetLite() {}

    /** The smallest: width and depth 1.0. */
    static Architecture lite0(int classes) {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("stem", stem()));
        int width = STEM_WIDTH;
        for (int i = 0; i < STAGES.size(); i++) {
            stages.add(new Stage("blocks." + i, blocks("blocks." + i, width, STAGES.get(i))));
            width = STAGES.get(i).width();
        }
        stages.add(new Stage(
                "conv_head",
                Sequence.of(
                        new ConvNorm(
                                "conv_head",
                                "bn2",
                                Geometry.pointwise(width, HEAD_WIDTH),
                                BATCH_NORM,
                                Activation.RELU6),
                        new GlobalAveragePool())));
        stages.add(new Stage(
                "classifier",
                Sequence.of(new Dropout("classifier", DROPOUT), new Linear("classifier", HEAD_WIDTH, classes))));
        String lastBlock = "blocks." + (STAGES.size() - 1);
        return new Architecture("tf_efficientnet_lite0", stages, "classifier", lastBlock, HEAD_WIDTH, classes);
    }

    private static Layer stem() {
        Geometry geometry = Geometry.dense(COLOURS, STEM_WIDTH, STEM_KERNEL, STEM_STRIDE, Padding.SAME);
        return new ConvNorm("conv_stem", "bn1", geometry, BATCH_NORM, Activation.RELU6);
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
            layers.add(keepsShape ? new Residual(body) : body);
            width = stage.width();
        }
        return new Sequence(layers);
    }

    /** Depthwise, then pointwise: the block of the first stage, which does not expand. */
    private static Layer separable(String name, int inWidth, Blocks stage, int stride) {
        Geometry depthwise = Geometry.depthwise(inWidth, stage.kernel(), stride, Padding.SAME);
        return Sequence.of(
                new ConvNorm(name + ".conv_dw", name + ".bn1", depthwise, BATCH_NORM, Activation.RELU6),
                projection(name + ".conv_pw", name + ".bn2", inWidth, stage.width()));
    }

    /** Inverted residual (Sandler et al. 2018): expand, depthwise, project. */
    private static Layer inverted(String name, int inWidth, Blocks stage, int stride) {
        int wide = inWidth * stage.expansion();
        Geometry expand = Geometry.pointwise(inWidth, wide);
        Geometry depthwise = Geometry.depthwise(wide, stage.kernel(), stride, Padding.SAME);
        return Sequence.of(
                new ConvNorm(name + ".conv_pw", name + ".bn1", expand, BATCH_NORM, Activation.RELU6),
                new ConvNorm(name + ".conv_dw", name + ".bn2", depthwise, BATCH_NORM, Activation.RELU6),
                projection(name + ".conv_pwl", name + ".bn3", wide, stage.width()));
    }

    private static Layer projection(String conv, String norm, int inWidth, int outWidth) {
        return new ConvNorm(conv, norm, Geometry.pointwise(inWidth, outWidth), BATCH_NORM, Activation.NONE);
    }
}
