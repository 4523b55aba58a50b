package io.github.tlmaven.zoo;

import io.github.tlmaven.spec.Preprocessing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * ResNet (He et al. 2016), wide ResNet (Zagoruyko and Komodakis 2016) and ResNeXt (Xie et al. 2017) as torchvision has
 * them: version 1.5, whose bottlenecks have the stride in the 3×3 convolution.
 */
final class ResNet {

    private static final int STEM_WIDTH = 64;
    private static final int STEM_KERNEL = 7;
    private static final MaxPool STEM_POOL = new MaxPool(3, 2, 1);
    private static final int KERNEL = 3;
    private static final int HALVING = 2;
    /** Width of the first stage's 3×3 convolutions; each stage doubles it. */
    private static final int FIRST_WIDTH = 64;
    /** Group width at which a bottleneck is as wide as its stage. */
    private static final int PLAIN_GROUP_WIDTH = 64;

    private static final int MIN_INPUT = 1;
    private static final double DROPOUT = 0;

    private static final List<Variant> VARIANTS = List.of(
            new Variant("resnet18", Block.BASIC, List.of(2, 2, 2, 2), 1, PLAIN_GROUP_WIDTH),
            new Variant("resnet34", Block.BASIC, List.of(3, 4, 6, 3), 1, PLAIN_GROUP_WIDTH),
            new Variant("resnet50", Block.BOTTLENECK, List.of(3, 4, 6, 3), 1, PLAIN_GROUP_WIDTH),
            new Variant("resnet101", Block.BOTTLENECK, List.of(3, 4, 23, 3), 1, PLAIN_GROUP_WIDTH),
            new Variant("resnet152", Block.BOTTLENECK, List.of(3, 8, 36, 3), 1, PLAIN_GROUP_WIDTH),
            new Variant("wide_resnet50_2", Block.BOTTLENECK, List.of(3, 4, 6, 3), 1, 2 * PLAIN_GROUP_WIDTH),
            new Variant("resnext50_32x4d", Block.BOTTLENECK, List.of(3, 4, 6, 3), 32, 4));

    /** What a stage repeats; its output is {@code expansion} times as wide as the stage. */
    private enum Block {
        BASIC(1),
        BOTTLENECK(4);

        private final int expansion;

        Block(int expansion) {
            this.expansion = expansion;
        }
    }

    private record Variant(String name, Block block, List<Integer> depths, int groups, int groupWidth) {}

    private final Variant variant;

    private ResNet(Variant variant) {
        this.variant = variant;
    }

    static Map<String, Function<Head, Architecture>> all() {
        Map<String, Function<Head, Architecture>> all = new LinkedHashMap<>();
        VARIANTS.forEach(variant -> all.put(variant.name(), new ResNet(variant)::build));
        return all;
    }

    private Architecture build(Head head) {
        List<Stage> stages = new ArrayList<>();
        Geometry stem =
                Geometry.dense(Preprocessing.CHANNELS, STEM_WIDTH, STEM_KERNEL, HALVING, Geometry.Padding.SYMMETRIC);
        stages.add(new Stage("stem", Sequence.of(unit("conv1", "bn1", stem, Activation.RELU), STEM_POOL)));
        int in = STEM_WIDTH;
        int width = FIRST_WIDTH;
        String name = "";
        for (int i = 0; i < variant.depths().size(); i++) {
            name = "layer" + (i + 1);
            boolean last = i == variant.depths().size() - 1;
            stages.add(new Stage(name, stage(name, in, width, i, last)));
            in = width * variant.block().expansion;
            width *= HALVING;
        }
        stages.add(head.stage(new Linear("fc", in, head.classes(), LinearInitializer.TORCH), DROPOUT));
        return new Architecture(variant.name(), stages, new Landmarks(name, "fc", in, MIN_INPUT), head.classes());
    }

    private Layer stage(String name, int inWidth, int width, int index, boolean last) {
        List<Layer> layers = new ArrayList<>();
        int in = inWidth;
        for (int i = 0; i < variant.depths().get(index); i++) {
            int stride = index > 0 && i == 0 ? HALVING : 1;
            layers.add(block(name + "." + i, in, width, stride));
            in = width * variant.block().expansion;
        }
        if (last) {
            layers.add(new GlobalAveragePool());
        }
        return new Sequence(layers);
    }

    private Layer block(String name, int in, int width, int stride) {
        int out = width * variant.block().expansion;
        Layer body = variant.block() == Block.BASIC
                ? basic(name, in, width, stride)
                : bottleneck(name, new Geometry(in, out, KERNEL, stride, 1, Geometry.Padding.SYMMETRIC), width);
        Optional<Layer> shortcut = stride == 1 && in == out
                ? Optional.empty()
                : Optional.of(unit(
                        name + ".downsample.0",
                        name + ".downsample.1",
                        Geometry.dense(in, out, 1, stride, Geometry.Padding.SYMMETRIC),
                        Activation.NONE));
        return new Residual(body, shortcut, Activation.RELU);
    }

    private static Layer basic(String name, int in, int width, int stride) {
        Geometry first = Geometry.dense(in, width, KERNEL, stride, Geometry.Padding.SYMMETRIC);
        Geometry second = Geometry.dense(width, width, KERNEL, 1, Geometry.Padding.SYMMETRIC);
        return Sequence.of(
                unit(name + ".conv1", name + ".bn1", first, Activation.RELU),
                unit(name + ".conv2", name + ".bn2", second, Activation.NONE));
    }

    private Layer bottleneck(String name, Geometry whole, int width) {
        int narrow = width * variant.groupWidth() / PLAIN_GROUP_WIDTH * variant.groups();
        Geometry reduce = Geometry.pointwise(whole.inChannels(), narrow);
        Geometry middle = Geometry.grouped(narrow, narrow, KERNEL, whole.stride(), variant.groups());
        Geometry expand = Geometry.pointwise(narrow, whole.outChannels());
        return Sequence.of(
                unit(name + ".conv1", name + ".bn1", reduce, Activation.RELU),
                unit(name + ".conv2", name + ".bn2", middle, Activation.RELU),
                unit(name + ".conv3", name + ".bn3", expand, Activation.NONE));
    }

    private static ConvNorm unit(String conv, String norm, Geometry geometry, Activation activation) {
        return new ConvNorm(Convolution.unbiased(conv, geometry), norm, BatchNormSpec.TORCH, activation);
    }
}
