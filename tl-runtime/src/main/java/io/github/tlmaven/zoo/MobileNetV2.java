package io.github.tlmaven.zoo;

import io.github.tlmaven.spec.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** MobileNetV2 (Sandler et al. 2018) as torchvision has it. Each block is a stage, named after its place. */
final class MobileNetV2 {

    private static final String NAME = "mobilenet_v2";
    private static final int STEM_WIDTH = 32;
    private static final int KERNEL = 3;
    private static final int STEM_STRIDE = 2;
    private static final int LAST_WIDTH = 1280;
    private static final double DROPOUT = 0.2;
    private static final int MIN_INPUT = 1;

    /** Expansion, width, repeats, stride of the first. From the paper's table 2. */
    private static final List<Blocks> STAGES = List.of(
            new Blocks(1, 16, 1, 1),
            new Blocks(6, 24, 2, 2),
            new Blocks(6, 32, 3, 2),
            new Blocks(6, 64, 4, 2),
            new Blocks(6, 96, 3, 1),
            new Blocks(6, 160, 3, 2),
            new Blocks(6, 320, 1, 1));

    private record Blocks(int expansion, int width, int repeats, int stride) {}

    private MobileNetV2() {}

    static Map<String, Function<Head, Architecture>> all() {
        return Map.of(NAME, MobileNetV2::build);
    }

    private static Architecture build(Head head) {
        List<Stage> stages = new ArrayList<>();
        Geometry stem =
                Geometry.dense(Preprocessing.CHANNELS, STEM_WIDTH, KERNEL, STEM_STRIDE, Geometry.Padding.SYMMETRIC);
        stages.add(new Stage("features.0", unit("features.0", stem)));
        int in = STEM_WIDTH;
        String lastBlock = "";
        for (Blocks blocks : STAGES) {
            for (int i = 0; i < blocks.repeats(); i++) {
                lastBlock = "features." + stages.size();
                int wide = in * blocks.expansion();
                int stride = i == 0 ? blocks.stride() : 1;
                InvertedBlock sizes = new InvertedBlock(in, wide, blocks.width(), KERNEL, stride);
                stages.add(new Stage(lastBlock, block(lastBlock + ".conv", sizes)));
                in = blocks.width();
            }
        }
        String last = "features." + stages.size();
        Geometry widen = Geometry.pointwise(in, LAST_WIDTH);
        stages.add(new Stage(last, Sequence.of(unit(last, widen), new GlobalAveragePool())));
        Linear linear = new Linear("classifier.1", LAST_WIDTH, head.classes(), LinearInitializer.SMALL_NORMAL);
        stages.add(head.stage(linear, DROPOUT));
        Landmarks landmarks = new Landmarks(lastBlock, "classifier.1", LAST_WIDTH, MIN_INPUT);
        return new Architecture(NAME, stages, landmarks, head.classes());
    }

    /** The projection is not numbered as a unit: its convolution and its batch norm are members of the sequence. */
    private static Layer block(String name, InvertedBlock sizes) {
        List<Layer> layers = new ArrayList<>();
        if (sizes.wide() != sizes.in()) {
            layers.add(unit(name + "." + layers.size(), Geometry.pointwise(sizes.in(), sizes.wide())));
        }
        Geometry depthwise =
                Geometry.depthwise(sizes.wide(), sizes.kernel(), sizes.stride(), Geometry.Padding.SYMMETRIC);
        layers.add(unit(name + "." + layers.size(), depthwise));
        Convolution project =
                Convolution.unbiased(name + "." + layers.size(), Geometry.pointwise(sizes.wide(), sizes.out()));
        String norm = name + "." + (layers.size() + 1);
        layers.add(new ConvNorm(project, norm, BatchNormSpec.TORCH, Activation.NONE));
        Layer body = new Sequence(layers);
        return sizes.keepsShape() ? Residual.plain(body) : body;
    }

    private static ConvNorm unit(String name, Geometry geometry) {
        return ConvNorm.numbered(name, geometry, BatchNormSpec.TORCH, Activation.RELU6);
    }
}
