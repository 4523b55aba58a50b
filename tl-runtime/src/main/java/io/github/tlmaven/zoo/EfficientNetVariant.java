package io.github.tlmaven.zoo;

import java.util.List;
import java.util.stream.Stream;

/**
 * Sizes of an EfficientNet.
 *
 * @param name      torchvision's
 * @param stages    of blocks
 * @param stemWidth width of the first convolution
 * @param lastWidth width of the last convolution
 * @param training  what does not change the shapes
 */
record EfficientNetVariant(String name, List<Blocks> stages, int stemWidth, int lastWidth, Training training) {

    private static final boolean DEPTHWISE = false;
    private static final boolean FUSED = true;

    /** Width of B0's first convolution, scaled as the others. */
    private static final int STEM_WIDTH = 32;
    /** Width of the last convolution of the first version, as a multiple of the last block's. */
    private static final int LAST_EXPANSION = 4;
    /** Width of the last convolution of the second version. */
    private static final int LAST_WIDTH_V2 = 1280;

    private static final int MIN_INPUT = 1;
    private static final int MIN_INPUT_V2 = 33;

    /** B0, from the first paper's table 1. */
    private static final List<Blocks> B0 = List.of(
            new Blocks(DEPTHWISE, 1, 3, 1, 16, 1),
            new Blocks(DEPTHWISE, 6, 3, 2, 24, 2),
            new Blocks(DEPTHWISE, 6, 5, 2, 40, 2),
            new Blocks(DEPTHWISE, 6, 3, 2, 80, 3),
            new Blocks(DEPTHWISE, 6, 5, 1, 112, 3),
            new Blocks(DEPTHWISE, 6, 5, 2, 192, 4),
            new Blocks(DEPTHWISE, 6, 3, 1, 320, 1));

    /** From the second paper's table 4. */
    private static final List<Blocks> V2_S = List.of(
            new Blocks(FUSED, 1, 3, 1, 24, 2),
            new Blocks(FUSED, 4, 3, 2, 48, 4),
            new Blocks(FUSED, 4, 3, 2, 64, 4),
            new Blocks(DEPTHWISE, 4, 3, 2, 128, 6),
            new Blocks(DEPTHWISE, 6, 3, 1, 160, 9),
            new Blocks(DEPTHWISE, 6, 3, 2, 256, 15));

    private static final List<Blocks> V2_M = List.of(
            new Blocks(FUSED, 1, 3, 1, 24, 3),
            new Blocks(FUSED, 4, 3, 2, 48, 5),
            new Blocks(FUSED, 4, 3, 2, 80, 5),
            new Blocks(DEPTHWISE, 4, 3, 2, 160, 7),
            new Blocks(DEPTHWISE, 6, 3, 1, 176, 14),
            new Blocks(DEPTHWISE, 6, 3, 2, 304, 18),
            new Blocks(DEPTHWISE, 6, 3, 1, 512, 5));

    private static final List<Blocks> V2_L = List.of(
            new Blocks(FUSED, 1, 3, 1, 32, 4),
            new Blocks(FUSED, 4, 3, 2, 64, 7),
            new Blocks(FUSED, 4, 3, 2, 96, 7),
            new Blocks(DEPTHWISE, 4, 3, 2, 192, 10),
            new Blocks(DEPTHWISE, 6, 3, 1, 224, 19),
            new Blocks(DEPTHWISE, 6, 3, 2, 384, 25),
            new Blocks(DEPTHWISE, 6, 3, 1, 640, 7));

    /** All networks of both versions. */
    static final List<EfficientNetVariant> ALL = Stream.concat(
                    Stream.of(
                            scaled("efficientnet_b0", 1.0, 1.0, new Training(0.2, BatchNormSpec.TORCH, MIN_INPUT)),
                            scaled("efficientnet_b1", 1.0, 1.1, new Training(0.2, BatchNormSpec.TORCH, MIN_INPUT)),
                            scaled("efficientnet_b2", 1.1, 1.2, new Training(0.3, BatchNormSpec.TORCH, MIN_INPUT)),
                            scaled("efficientnet_b3", 1.2, 1.4, new Training(0.3, BatchNormSpec.TORCH, MIN_INPUT)),
                            scaled("efficientnet_b4", 1.4, 1.8, new Training(0.4, BatchNormSpec.TORCH, MIN_INPUT)),
                            scaled("efficientnet_b5", 1.6, 2.2, new Training(0.4, BatchNormSpec.SLOW, MIN_INPUT)),
                            scaled("efficientnet_b6", 1.8, 2.6, new Training(0.5, BatchNormSpec.SLOW, MIN_INPUT)),
                            scaled("efficientnet_b7", 2.0, 3.1, new Training(0.5, BatchNormSpec.SLOW, MIN_INPUT))),
                    Stream.of(
                            second("efficientnet_v2_s", V2_S, 0.2),
                            second("efficientnet_v2_m", V2_M, 0.3),
                            second("efficientnet_v2_l", V2_L, 0.4)))
            .toList();

    EfficientNetVariant {
        stages = List.copyOf(stages);
    }

    /**
     * A stage.
     *
     * @param fused     whether expansion and depthwise convolution are one dense convolution
     * @param expansion of the input's width
     * @param kernel    of the depthwise or dense convolution
     * @param stride    of the first block
     * @param width     of the output
     * @param repeats   number of blocks
     */
    record Blocks(boolean fused, int expansion, int kernel, int stride, int width, int repeats) {

        /** Compound scaling: widths to multiples of 8, depths rounded up. */
        Blocks scaled(double widthFactor, double depthFactor) {
            int scaledWidth = Channels.rounded(width * widthFactor);
            int scaledRepeats = (int) Math.ceil(repeats * depthFactor);
            return new Blocks(fused, expansion, kernel, stride, scaledWidth, scaledRepeats);
        }
    }

    /**
     * What does not change the shapes.
     *
     * @param dropout   before the last layer
     * @param batchNorm constants of all batch norms
     * @param minInput  smallest side of a picture
     */
    record Training(double dropout, BatchNormSpec batchNorm, int minInput) {}

    private static EfficientNetVariant scaled(String name, double width, double depth, Training training) {
        List<Blocks> stages =
                B0.stream().map(blocks -> blocks.scaled(width, depth)).toList();
        int last = stages.get(stages.size() - 1).width() * LAST_EXPANSION;
        return new EfficientNetVariant(name, stages, Channels.rounded(STEM_WIDTH * width), last, training);
    }

    /** The stem is as wide as the first stage. */
    private static EfficientNetVariant second(String name, List<Blocks> stages, double dropout) {
        Training training = new Training(dropout, BatchNormSpec.WIDE_EPSILON, MIN_INPUT_V2);
        return new EfficientNetVariant(name, stages, stages.get(0).width(), LAST_WIDTH_V2, training);
    }

    double dropout() {
        return training.dropout();
    }

    BatchNormSpec batchNorm() {
        return training.batchNorm();
    }

    int minInput() {
        return training.minInput();
    }

    /** Number of blocks in all stages. */
    int blocks() {
        return stages.stream().mapToInt(Blocks::repeats).sum();
    }
}
