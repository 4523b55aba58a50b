package io.github.tlmaven.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.modality.cv.transform.RandomFlipLeftRight;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.Draws.Purpose;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.AugmentationStep.Flip;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That random flips flip. DJL's own transform discards its result, so it is why this project has one. */
class FlipTest {

    private static final int SIDE = 8;
    private static final int TRIES = 1000;
    private static final double HALF = 0.5;
    private static final double FOUR_DEVIATIONS = 4 * Math.sqrt(HALF * HALF / TRIES);
    private static final Preprocessing AS_IT_IS =
            new Preprocessing(SIDE, Interpolation.BILINEAR, SIDE, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));

    /** Red on the left edge alone. */
    private static RgbImage picture() {
        byte[] rgb = new byte[SIDE * SIDE * RgbImage.CHANNELS];
        for (int y = 0; y < SIDE; y++) {
            rgb[y * SIDE * RgbImage.CHANNELS] = (byte) Samples.MAX;
        }
        return new RgbImage(SIDE, SIDE, rgb);
    }

    /** Share of tries in which the red edge is on the right. */
    private static double flipped(IntFunction<byte[]> transform) {
        long count = IntStream.range(0, TRIES)
                .mapToObj(transform)
                .filter(rgb -> rgb[(SIDE - 1) * RgbImage.CHANNELS] != 0)
                .count();
        return (double) count / TRIES;
    }

    @Test
    void halfOfThePicturesAreFlipped() {
        RandomSteps steps = new RandomSteps(new AugmentationSpec(List.of(new Flip(HALF, 0))), AS_IT_IS);
        double share = flipped(i -> steps.input(picture(), Draws.of(1, Purpose.AUGMENTATION, i, "a"))
                .rgb());
        assertThat(share).isCloseTo(HALF, within(FOUR_DEVIATIONS));
    }

    @Test
    @Tag("engine")
    void djlsTransformWouldFailTheTestAbove() {
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                NDManager manager = session.newManager()) {
            double share = flipped(i -> djl(manager));
            assertThat(share).isNotCloseTo(HALF, within(FOUR_DEVIATIONS)).isZero();
        }
    }

    private static byte[] djl(NDManager manager) {
        try (NDArray picture = manager.create(
                        ByteBuffer.wrap(picture().rgb()), new Shape(SIDE, SIDE, RgbImage.CHANNELS), DataType.UINT8);
                NDArray transformed = new RandomFlipLeftRight().transform(picture)) {
            return transformed.toByteArray();
        }
    }
}
