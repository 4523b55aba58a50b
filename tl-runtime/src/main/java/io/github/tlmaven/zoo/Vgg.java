package io.github.tlmaven.zoo;

import io.github.tlmaven.spec.Preprocessing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * VGG (Simonyan and Zisserman 2015) with and without batch norm, as torchvision has it: the grid is averaged to 7×7, so
 * that pictures of any size from 32 pixels fit the classifier. A stage ends with a max pool and is named after its first
 * convolution.
 */
final class Vgg {

    private static final int KERNEL = 3;
    private static final MaxPool POOL = new MaxPool(2, 2, 0);
    private static final int GRID = 7;
    private static final int HIDDEN_WIDTH = 4096;
    private static final double DROPOUT = 0.5;
    /** Five max pools halve it to one pixel. */
    private static final int MIN_INPUT = 32;

    /** Width of each stage's convolutions. */
    private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512, 512);

    /** Convolutions of each stage, by name without the suffix. */
    private static final Map<String, List<Integer>> DEPTHS = Map.of(
            "vgg11", List.of(1, 1, 2, 2, 2),
            "vgg13", List.of(2, 2, 2, 2, 2),
            "vgg16", List.of(2, 2, 3, 3, 3),
            "vgg19", List.of(2, 2, 4, 4, 4));

    private static final String WITH_BATCH_NORM = "_bn";

    private final String name;
    private final List<Integer> depths;
    private final boolean batchNorm;

    private Vgg(String name, List<Integer> depths, boolean batchNorm) {
        this.name = name;
        this.depths = depths;
        this.batchNorm = batchNorm;
    }

    static Map<String, Function<Head, Architecture>> all() {
        Map<String, Function<Head, Architecture>> all = new LinkedHashMap<>();
        DEPTHS.forEach((plain, depths) -> {
            all.put(plain, new Vgg(plain, depths, false)::build);
            String normalised = plain + WITH_BATCH_NORM;
            all.put(normalised, new Vgg(normalised, depths, true)::build);
        });
        return all;
    }

    private Architecture build(Head head) {
        List<Stage> stages = new ArrayList<>();
        int in = Preprocessing.CHANNELS;
        int index = 0;
        String stage = "";
        for (int block = 0; block < depths.size(); block++) {
            stage = "features." + index;
            List<Layer> layers = new ArrayList<>();
            for (int i = 0; i < depths.get(block); i++) {
                layers.add(convolution(index, in, WIDTHS.get(block)));
                in = WIDTHS.get(block);
                index += members();
            }
            layers.add(POOL);
            index++;
            if (block == depths.size() - 1) {
                layers.add(new AveragePoolTo(GRID));
            }
            stages.add(new Stage(stage, new Sequence(layers)));
        }
        stages.add(new Stage("classifier.0", hidden(in * GRID * GRID)));
        stages.add(head.stage(linear("classifier.6", HIDDEN_WIDTH, head.classes()), DROPOUT));
        Landmarks landmarks = new Landmarks(stage, "classifier.0", HIDDEN_WIDTH, MIN_INPUT);
        return new Architecture(name, stages, landmarks, head.classes());
    }

    /** Members of torchvision's sequence that a convolution takes: itself, its batch norm and its ReLU. */
    private int members() {
        return batchNorm ? 3 : 2;
    }

    private Layer convolution(int index, int in, int out) {
        Geometry geometry = Geometry.dense(in, out, KERNEL, 1, Geometry.Padding.SYMMETRIC);
        Convolution convolution = Convolution.biased("features." + index, geometry);
        return batchNorm
                ? new ConvNorm(convolution, "features." + (index + 1), BatchNormSpec.TORCH, Activation.RELU)
                : new Activated(convolution, Activation.RELU);
    }

    private static Layer hidden(int in) {
        return Sequence.of(
                new Activated(linear("classifier.0", in, HIDDEN_WIDTH), Activation.RELU),
                new Dropout("classifier.2", DROPOUT),
                new Activated(linear("classifier.3", HIDDEN_WIDTH, HIDDEN_WIDTH), Activation.RELU));
    }

    private static Linear linear(String name, int in, int out) {
        return new Linear(name, in, out, LinearInitializer.SMALL_NORMAL);
    }
}
