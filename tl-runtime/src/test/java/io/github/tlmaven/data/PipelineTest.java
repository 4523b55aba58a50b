package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.data.augment.RandomSteps;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {

    private static final Preprocessing SMALL = new Preprocessing(
            16, Interpolation.BICUBIC, 12, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    private static final RgbImage PICTURE = Fixtures.gradient(24, 18);

    @TempDir
    private Path folder;

    private Picture picture(String name) {
        Path file = Fixtures.copy(name, folder.resolve(name));
        return new Picture("a/" + name, file, 0, Sha256.of(file));
    }

    private static float[] train(AugmentationSpec augmentation, long seed, Picture picture, long epoch) {
        TrainPipeline pipeline = new TrainPipeline(SMALL, new RandomSteps(augmentation, SMALL), seed);
        FloatBuffer target = FloatBuffer.allocate(pipeline.floats());
        pipeline.write(picture, epoch, target);
        return target.array();
    }

    private static float[] eval(Picture picture) {
        EvalPipeline pipeline = new EvalPipeline(SMALL);
        FloatBuffer target = FloatBuffer.allocate(pipeline.floats());
        pipeline.write(picture, target);
        return target.array();
    }

    @Test
    void floatsAreChannelsLastAndNormalisedInFloatArithmetic() {
        Preprocessing asItIs =
                new Preprocessing(2, Interpolation.BILINEAR, 2, List.of(0.5, 0.25, 0.125), List.of(0.5, 0.25, 2.0));
        RgbImage picture = new RgbImage(2, 2, new byte[] {0, 51, (byte) 255, 10, 20, 30, 1, 2, 3, 4, 5, 6});
        FloatBuffer target = FloatBuffer.allocate(13).position(1);
        new EvalPipeline(asItIs).write(picture, target);
        assertThat(target.position()).isEqualTo(13);
        assertThat(target.get(0)).isZero();
        assertThat(target.get(1)).isEqualTo((0f - 0.5f) / 0.5f);
        assertThat(target.get(2)).isEqualTo((51 / 255f - 0.25f) / 0.25f);
        assertThat(target.get(3)).isEqualTo((1f - 0.125f) / 2f);
        assertThat(target.get(4)).isEqualTo((10 / 255f - 0.5f) / 0.5f);
    }

    @Test
    void trainingWithoutAugmentationEqualsEvaluation() {
        Picture picture = picture("orientation-6.jpg");
        assertThat(train(AugmentationSpec.none(), 1, picture, 3)).isEqualTo(eval(picture));
    }

    @Test
    void lightAugmentationChangesPixels() {
        Picture picture = picture("rgb.png");
        assertThat(train(AugmentationSpec.light(), 1, picture, 0)).isNotEqualTo(eval(picture));
    }

    @Test
    void augmentationIsAFunctionOfSeedEpochAndPicture() {
        Picture picture = picture("rgb.png");
        float[] first = train(AugmentationSpec.light(), 1, picture, 2);
        assertThat(train(AugmentationSpec.light(), 1, picture, 2)).isEqualTo(first);
        assertThat(train(AugmentationSpec.light(), 2, picture, 2)).isNotEqualTo(first);
        assertThat(train(AugmentationSpec.light(), 1, picture, 3)).isNotEqualTo(first);
        Picture renamed = new Picture("b/other.png", picture.file(), 0, picture.digest());
        assertThat(train(AugmentationSpec.light(), 1, renamed, 2)).isNotEqualTo(first);
    }

    @Test
    void lightAugmentationFlipsHalfOfThePictures() {
        // Red falls from left to right, so that a flip shows whatever the crop is.
        byte[] rgb = new byte[40 * 40 * RgbImage.CHANNELS];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (200 - i / RgbImage.CHANNELS % 40 * 5);
        }
        TrainPipeline pipeline = new TrainPipeline(SMALL, new RandomSteps(AugmentationSpec.light(), SMALL), 7);
        int tries = 1000;
        long flipped = IntStream.range(0, tries)
                .filter(epoch -> {
                    byte[] out = pipeline.transform(new RgbImage(40, 40, rgb), "a.png", epoch)
                            .rgb();
                    return (out[0] & 0xFF) < (out[11 * RgbImage.CHANNELS] & 0xFF);
                })
                .count();
        double fourDeviations = 4 * Math.sqrt(tries * 0.25);
        assertThat((double) flipped).isCloseTo(tries / 2.0, within(fourDeviations));
    }

    @Test
    void pictureThatChangedSinceTheScanIsAnError() {
        Picture picture = picture("rgb.png");
        Fixtures.copy("rgba.png", picture.file());
        assertThatThrownBy(picture::load)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("rgb.png")
                .hasMessageContaining("changed while the build was running");
    }

    @Test
    void orderIsAPermutationThatChangesWithSeedAndEpoch() {
        int[] order = TrainOrder.of(1, 0, 100);
        assertThat(IntStream.of(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, 100).toArray());
        assertThat(TrainOrder.of(1, 0, 100)).isEqualTo(order);
        assertThat(TrainOrder.of(1, 1, 100)).isNotEqualTo(order);
        assertThat(TrainOrder.of(2, 0, 100)).isNotEqualTo(order);
    }

    @Test
    void lightAugmentationRarelyRepeatsItself() {
        TrainPipeline pipeline = new TrainPipeline(SMALL, new RandomSteps(AugmentationSpec.light(), SMALL), 9);
        Set<Sha256> seen = new HashSet<>();
        for (int epoch = 0; epoch < 50; epoch++) {
            seen.add(Sha256.of(pipeline.transform(PICTURE, "a.png", epoch).rgb()));
        }
        assertThat(seen).hasSizeGreaterThan(45);
    }
}
