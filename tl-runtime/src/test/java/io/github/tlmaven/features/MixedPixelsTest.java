package io.github.tlmaven.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.TinyPictures;
import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.TrainPipeline;
import io.github.tlmaven.data.augment.Mix;
import io.github.tlmaven.data.augment.RandomSteps;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixedPixelsTest {

    private static final int SIDE = 8;
    private static final int FLOATS = SIDE * SIDE * 3;
    private static final Preprocessing SMALL =
            new Preprocessing(9, Interpolation.BILINEAR, SIDE, List.of(0.5, 0.5, 0.5), List.of(0.2, 0.2, 0.2));
    /** A product and a sum in single precision, of values up to 3. */
    private static final float ROUNDING = 1e-6f;

    @TempDir
    private Path folder;

    private AugmentedPixels own;
    private AugmentedPixels partner;

    @BeforeEach
    void draw() {
        List<Picture> pictures = TinyPictures.pictures(folder, 1);
        RandomSteps steps = new RandomSteps(AugmentationSpec.light(), SMALL);
        AugmentedPixels.Augmenter augmenter =
                new AugmentedPixels.Augmenter(new TrainPipeline(SMALL, steps, 1), "light", 1);
        own = new AugmentedPixels(augmenter, pictures.get(0), 2);
        partner = new AugmentedPixels(augmenter, pictures.get(1), 2);
    }

    private static float[] floats(PixelSource source) {
        FloatBuffer target = FloatBuffer.allocate(FLOATS);
        source.write(target);
        assertThat(target.remaining()).isZero();
        return target.array();
    }

    @Test
    void mixupIsTheWeightedMeanOfBoth() {
        float[] mixed = floats(new MixedPixels(own, partner, new Mix(1, 0.25, Optional.empty()), SIDE));
        for (int i = 0; i < FLOATS; i++) {
            assertThat(mixed[i]).isCloseTo(0.25f * floats(own)[i] + 0.75f * floats(partner)[i], within(ROUNDING));
        }
    }

    @Test
    void cutmixTakesTheBoxFromThePartner() {
        Region box = new Region(2, 1, 4, 3);
        float[] mixed = floats(new MixedPixels(own, partner, new Mix(1, 0.8, Optional.of(box)), SIDE));
        for (int i = 0; i < FLOATS; i++) {
            int x = i / 3 % SIDE;
            int y = i / 3 / SIDE;
            boolean inside = x >= 2 && x < 6 && y >= 1 && y < 4;
            assertThat(mixed[i]).isEqualTo(inside ? floats(partner)[i] : floats(own)[i]);
        }
    }

    @Test
    void keyTellsMixesApart() {
        MixedPixels mixed = new MixedPixels(own, partner, new Mix(1, 0.25, Optional.empty()), SIDE);
        assertThat(new MixedPixels(own, partner, new Mix(1, 0.25, Optional.empty()), SIDE).key())
                .isEqualTo(mixed.key());
        assertThat(new MixedPixels(own, partner, new Mix(1, 0.3, Optional.empty()), SIDE).key())
                .isNotEqualTo(mixed.key());
        assertThat(new MixedPixels(own, own, new Mix(1, 0.25, Optional.empty()), SIDE).key())
                .isNotEqualTo(mixed.key());
        assertThat(mixed.key()).isNotEqualTo(own.key());
    }
}
