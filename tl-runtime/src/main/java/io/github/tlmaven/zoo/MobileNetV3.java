package io.github.tlmaven.zoo;

import io.github.tlmaven.spec.Preprocessing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** MobileNetV3 (Howard et al. 2019) as torchvision has it. Each block is a stage, named after its place. */
final class MobileNetV3 {

    private static final int STEM_WIDTH = 16;
    private static final int STEM_KERNEL = 3;
    private static final int STEM_STRIDE = 2;
    /** Width of the last convolution, as a multiple of the last block's. */
    private static final int LAST_EXPANSION = 6;
    /** Width of the squeezed means, as a part of the block's. */
    private static final int SQUEEZE = 4;

    private static final double DROPOUT = 0.2;
    private static final int MIN_INPUT = 1;

    private static final boolean PLAIN = false;
    private static final boolean SQUEEZED = true;

    /** Kernel, width in between, width, squeeze-and-excitation, activation, stride. From the paper's table 1. */
    private static final List<Block> LARGE = List.of(
            new Block(3, 16, 16, PLAIN, Activation.RELU, 1),
            new Block(3, 64, 24, PLAIN, Activation.RELU, 2),
            new Block(3, 72, 24, PLAIN, Activation.RELU, 1),
            new Block(5, 72, 40, SQUEEZED, Activation.RELU, 2),
            new Block(5, 120, 40, SQUEEZED, Activation.RELU, 1),
            new Block(5, 120, 40, SQUEEZED, Activation.RELU, 1),
            new Block(3, 240, 80, PLAIN, Activation.HARD_SWISH, 2),
            new Block(3, 200, 80, PLAIN, Activation.HARD_SWISH, 1),
            new Block(3, 184, 80, PLAIN, Activation.HARD_SWISH, 1),
            new Block(3, 184, 80, PLAIN, Activation.HARD_SWISH, 1),
            new Block(3, 480, 112, SQUEEZED, Activation.HARD_SWISH, 1),
            new Block(3, 672, 112, SQUEEZED, Activation.HARD_SWISH, 1),
            new Block(5, 672, 160, SQUEEZED, Activation.HARD_SWISH, 2),
            new Block(5, 960, 160, SQUEEZED, Activation.HARD_SWISH, 1),
            new Block(5, 960, 160, SQUEEZED, Activation.HARD_SWISH, 1));

    /** The same from the paper's table 2. */
    private static final List<Block> SMALL = List.of(
            new Block(3, 16, 16, SQUEEZED, Activation.RELU, 2),
            new Block(3, 72, 24, PLAIN, Activation.RELU, 2),
            new Block(3, 88, 24, PLAIN, Activation.RELU, 1),
            new Block(5, 96, 40, SQUEEZED, Activation.HARD_SWISH, 2),
            new Block(5, 240, 40, SQUEEZED, Activation.HARD_SWISH, 1),
            new Block(5, 240, 40, SQUEEZED, Activation.HARD_SWISH, 1),
            new Block(5, 120, 48, SQUEEZED, Activation.HARD_SWISH, 1),
            new Block(5, 144, 48, SQUEEZED, Activation.HARD_SWISH, 1),
            new Block(5, 288, 96, SQUEEZED, Activation.HARD_SWISH, 2),
            new Block(5, 576, 96, SQUEEZED, Activation.HARD_SWISH, 1),
            new Block(5, 576, 96, SQUEEZED, Activation.HARD_SWISH, 1));

    private static final List<Variant> VARIANTS = List.of(
            new Variant("mobilenet_v3_large", LARGE, "features.13", 1280),
            new Variant("mobilenet_v3_small", SMALL, "features.9", 1024));

    private record Block(int kernel, int wide, int out, boolean squeezed, Activation activation, int stride) {}

    /**
     * A network of the family.
     *
     * @param lastBlock the first of the three blocks of the last resolution
     * @param hidden    width of the classifier's hidden layer
     */
    private record Variant(String name, List<Block> blocks, String lastBlock, int hidden) {}

    private MobileNetV3() {}

    static Map<String, Function<Head, Architecture>> all() {
        Map<String, Function<Head, Architecture>> all = new LinkedHashMap<>();
        VARIANTS.forEach(variant -> all.put(variant.name(), head -> build(variant, head)));
        return all;
    }

    private static Architecture build(Variant variant, Head head) {
        List<Stage> stages = new ArrayList<>();
        Geometry stem = Geometry.dense(
                Preprocessing.CHANNELS, STEM_WIDTH, STEM_KERNEL, STEM_STRIDE, Geometry.Padding.SYMMETRIC);
        stages.add(new Stage("features.0", unit("features.0", stem)));
        int in = STEM_WIDTH;
        for (Block block : variant.blocks()) {
            String name = "features." + stages.size();
            stages.add(new Stage(name, layer(name + ".block", in, block)));
            in = block.out();
        }
        String last = "features." + stages.size();
        int wide = in * LAST_EXPANSION;
        stages.add(new Stage(last, Sequence.of(unit(last, Geometry.pointwise(in, wide)), new GlobalAveragePool())));
        Linear hidden = linear("classifier.0", wide, variant.hidden());
        stages.add(new Stage("classifier.0", new Activated(hidden, Activation.HARD_SWISH)));
        stages.add(head.stage(linear("classifier.3", variant.hidden(), head.classes()), DROPOUT));
        Landmarks landmarks = new Landmarks(variant.lastBlock(), "classifier.0", variant.hidden(), MIN_INPUT);
        return new Architecture(variant.name(), stages, landmarks, head.classes());
    }

    private static Layer layer(String name, int in, Block block) {
        InvertedBlock sizes = new InvertedBlock(in, block.wide(), block.out(), block.kernel(), block.stride());
        Optional<InvertedBlock.Squeeze> squeeze = block.squeezed()
                ? Optional.of(new InvertedBlock.Squeeze(
                        Channels.rounded((double) block.wide() / SQUEEZE), Activation.RELU, Activation.HARD_SIGMOID))
                : Optional.empty();
        InvertedBlock.Style style = new InvertedBlock.Style(BatchNormSpec.SLOW, block.activation());
        Layer body = new Sequence(sizes.layers(name, style, squeeze));
        return sizes.keepsShape() ? Residual.plain(body) : body;
    }

    private static ConvNorm unit(String name, Geometry geometry) {
        return ConvNorm.numbered(name, geometry, BatchNormSpec.SLOW, Activation.HARD_SWISH);
    }

    private static Linear linear(String name, int in, int out) {
        return new Linear(name, in, out, LinearInitializer.SMALL_NORMAL);
    }
}
