package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.data.augment.RandomSteps;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.Draws.Purpose;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.AugmentationStep.Erasing;
import io.github.tlmaven.spec.Bounds;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.lang.reflect.Executable;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The training pipeline with an augmentation of the pom. */
class AugmentedPipelineTest {

    private static final int SIDE = 12;
    private static final Preprocessing SMALL =
            new Preprocessing(16, Interpolation.BICUBIC, SIDE, List.of(0.5, 0.4, 0.3), List.of(0.2, 0.3, 0.4));
    private static final RgbImage PICTURE = Fixtures.gradient(24, 18);

    private static TrainPipeline pipeline(AugmentationSpec spec) {
        return new TrainPipeline(SMALL, new RandomSteps(spec, SMALL), 7);
    }

    private static float[] floats(AugmentationSpec spec, long epoch) {
        TrainPipeline pipeline = pipeline(spec);
        FloatBuffer target = FloatBuffer.allocate(pipeline.floats() + 1).position(1);
        pipeline.write(PICTURE, "a.png", epoch, target);
        assertThat(target.remaining()).isZero();
        return Arrays.copyOfRange(target.array(), 1, target.capacity());
    }

    /** So that nobody's stored views and results change. The digest is of the code before there were steps. */
    @Test
    void lightKeepsTheBitsThatItHadBeforeThereWereSteps() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int epoch = 0; epoch < 50; epoch++) {
            digest.update(pipeline(AugmentationSpec.light())
                    .transform(PICTURE, "a.png", epoch)
                    .rgb());
        }
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("1bbd5ea3d8ea08a5b7b9acae9dba545024e79b296093877103363159143465d8");
    }

    @Test
    void noStepsLeaveWhatEvaluationSees() {
        assertThat(pipeline(AugmentationSpec.none())
                        .transform(PICTURE, "a.png", 3)
                        .rgb())
                .isEqualTo(new EvalPipeline(SMALL).transform(PICTURE).rgb());
    }

    @Test
    void erasedRegionIsZeroAndTheRestStays() {
        Erasing erasing = new Erasing(1, new Bounds(0.1, 0.3), new Bounds(0.5, 2));
        AugmentationSpec spec = new AugmentationSpec(List.of(erasing));
        float[] plain = floats(AugmentationSpec.none(), 3);
        float[] erased = floats(spec, 3);
        Region region = region(spec, 3);
        for (int i = 0; i < erased.length; i++) {
            int x = i / RgbImage.CHANNELS % SIDE - region.left();
            int y = i / RgbImage.CHANNELS / SIDE - region.top();
            boolean inside = x >= 0 && x < region.width() && y >= 0 && y < region.height();
            assertThat(erased[i]).as("float %d", i).isEqualTo(inside ? 0 : plain[i]);
        }
    }

    private static Region region(AugmentationSpec spec, long epoch) {
        Optional<Region> region =
                new RandomSteps(spec, SMALL).erased(Draws.of(7, Purpose.AUGMENTATION, epoch, "a.png"));
        return region.orElseThrow();
    }

    @Test
    void epochsDiffer() {
        assertThat(floats(AugmentationSpec.strong(), 0)).isNotEqualTo(floats(AugmentationSpec.strong(), 1));
    }

    @Test
    void evaluationHasNoWayToTakeAnAugmentation() {
        Stream<Executable> ways = Stream.concat(
                Arrays.stream(EvalPipeline.class.getConstructors()), Arrays.stream(EvalPipeline.class.getMethods()));
        assertThat(ways.flatMap(way -> Arrays.stream(way.getParameterTypes())))
                .doesNotContain(PictureAugmentation.class, AugmentationSpec.class);
    }
}
