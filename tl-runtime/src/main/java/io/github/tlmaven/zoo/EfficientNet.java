package io.github.tlmaven.zoo;

import io.github.tlmaven.spec.Preprocessing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** EfficientNet (Tan and Le 2019) and EfficientNetV2 (Tan and Le 2021) as torchvision has them. */
final class EfficientNet {

    private static final int STEM_KERNEL = 3;
    private static final int STEM_STRIDE = 2;
    /** Width of the squeezed means, as a part of the block's input. */
    private static final int SQUEEZE = 4;
    /** Of the last block; those before have less, in proportion to their place. */
    private static final double STOCHASTIC_DEPTH = 0.2;

    private final EfficientNetVariant variant;
    private int blocksBuilt;

    private EfficientNet(EfficientNetVariant variant) {
        this.variant = variant;
    }

    static Map<String, Function<Head, Architecture>> all() {
        Map<String, Function<Head, Architecture>> all = new LinkedHashMap<>();
        EfficientNetVariant.ALL.forEach(
                variant -> all.put(variant.name(), head -> new EfficientNet(variant).build(head)));
        return all;
    }

    private Architecture build(Head head) {
        List<Stage> stages = new ArrayList<>();
        int in = variant.stemWidth();
        Geometry stem =
                Geometry.dense(Preprocessing.CHANNELS, in, STEM_KERNEL, STEM_STRIDE, Geometry.Padding.SYMMETRIC);
        stages.add(new Stage("features.0", unit("features.0", stem)));
        String lastBlock = "";
        for (EfficientNetVariant.Blocks blocks : variant.stages()) {
            lastBlock = "features." + stages.size();
            stages.add(new Stage(lastBlock, stage(lastBlock, in, blocks)));
            in = blocks.width();
        }
        String last = "features." + stages.size();
        int width = variant.lastWidth();
        stages.add(new Stage(last, Sequence.of(unit(last, Geometry.pointwise(in, width)), new GlobalAveragePool())));
        Linear linear = new Linear("classifier.1", width, head.classes(), LinearInitializer.BY_OUTPUT);
        stages.add(head.stage(linear, variant.dropout()));
        Landmarks landmarks = new Landmarks(lastBlock, "classifier.1", width, variant.minInput());
        return new Architecture(variant.name(), stages, landmarks, head.classes());
    }

    private Layer stage(String name, int inWidth, EfficientNetVariant.Blocks blocks) {
        List<Layer> layers = new ArrayList<>();
        int in = inWidth;
        for (int i = 0; i < blocks.repeats(); i++) {
            int wide = Channels.rounded((double) in * blocks.expansion());
            int stride = i == 0 ? blocks.stride() : 1;
            layers.add(block(
                    name + "." + i,
                    new InvertedBlock(in, wide, blocks.width(), blocks.kernel(), stride),
                    blocks.fused()));
            in = blocks.width();
        }
        return new Sequence(layers);
    }

    private Layer block(String name, InvertedBlock sizes, boolean fused) {
        double rate = STOCHASTIC_DEPTH * blocksBuilt / variant.blocks();
        blocksBuilt++;
        List<Layer> layers = fused ? fused(name + ".block", sizes) : squeezed(name + ".block", sizes);
        if (!sizes.keepsShape()) {
            return new Sequence(layers);
        }
        List<Layer> dropped = new ArrayList<>(layers);
        dropped.add(new StochasticDepth(name + ".stochastic_depth", rate));
        return Residual.plain(new Sequence(dropped));
    }

    private List<Layer> squeezed(String name, InvertedBlock sizes) {
        InvertedBlock.Style style = new InvertedBlock.Style(variant.batchNorm(), Activation.SILU);
        int width = Math.max(1, sizes.in() / SQUEEZE);
        return sizes.layers(
                name, style, Optional.of(new InvertedBlock.Squeeze(width, Activation.SILU, Activation.SIGMOID)));
    }

    /** Expansion and depthwise convolution as one dense convolution; without expansion nothing is left to project. */
    private List<Layer> fused(String name, InvertedBlock sizes) {
        int width = sizes.wide() == sizes.in() ? sizes.out() : sizes.wide();
        Geometry dense = Geometry.dense(sizes.in(), width, sizes.kernel(), sizes.stride(), Geometry.Padding.SYMMETRIC);
        ConvNorm first = unit(name + ".0", dense);
        if (sizes.wide() == sizes.in()) {
            return List.of(first);
        }
        Geometry project = Geometry.pointwise(sizes.wide(), sizes.out());
        return List.of(first, ConvNorm.numbered(name + ".1", project, variant.batchNorm(), Activation.NONE));
    }

    private ConvNorm unit(String name, Geometry geometry) {
        return ConvNorm.numbered(name, geometry, variant.batchNorm(), Activation.SILU);
    }
}
