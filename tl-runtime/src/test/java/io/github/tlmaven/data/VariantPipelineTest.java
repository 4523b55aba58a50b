package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import io.github.tlmaven.spec.TestTimeAugmentation;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariantPipelineTest {

    private static final int SIDE = 12;
    private static final Preprocessing SMALL =
            new Preprocessing(16, Interpolation.BICUBIC, SIDE, List.of(0.5, 0.4, 0.3), List.of(0.2, 0.3, 0.4));
    private static final RgbImage PICTURE = Fixtures.gradient(24, 18);

    private static byte[] bytes(EvaluationVariant variant) {
        return new VariantPipeline(SMALL, variant).transform(PICTURE).rgb();
    }

    @Test
    void plainFormIsWhatEvaluationSees() {
        FloatBuffer plain = FloatBuffer.allocate(SIDE * SIDE * RgbImage.CHANNELS);
        FloatBuffer target = FloatBuffer.allocate(plain.capacity());
        new EvalPipeline(SMALL).write(PICTURE, plain);
        new VariantPipeline(SMALL, EvaluationVariant.PLAIN).write(PICTURE, target);
        assertThat(target.array()).isEqualTo(plain.array());
    }

    @Test
    void mirroredFormIsTheMirrorImage() {
        RgbImage plain = new EvalPipeline(SMALL).transform(PICTURE);
        assertThat(bytes(EvaluationVariant.MIRRORED))
                .isEqualTo(Geometry.flipHorizontally(plain).rgb())
                .isNotEqualTo(plain.rgb());
    }

    @ParameterizedTest
    @CsvSource({"TOP_LEFT, 0, 0", "TOP_RIGHT, 9, 0", "BOTTOM_LEFT, 0, 4", "BOTTOM_RIGHT, 9, 4"})
    void cornersAreThoseOfTheResizedPicture(EvaluationVariant variant, int left, int top) {
        RgbImage resized = Geometry.resizeShortSide(PICTURE, 16, Interpolation.BICUBIC);
        assertThat(List.of(resized.width(), resized.height())).containsExactly(21, 16);
        assertThat(bytes(variant))
                .isEqualTo(Geometry.crop(resized, new Geometry.Region(left, top, SIDE, SIDE))
                        .rgb());
    }

    @Test
    void everyKindBeginsWithThePlainForm() {
        for (TestTimeAugmentation kind : TestTimeAugmentation.values()) {
            assertThat(EvaluationVariant.of(kind))
                    .doesNotHaveDuplicates()
                    .first()
                    .isEqualTo(EvaluationVariant.PLAIN);
        }
        assertThat(EvaluationVariant.of(TestTimeAugmentation.NONE)).hasSize(1);
        assertThat(EvaluationVariant.of(TestTimeAugmentation.FLIPS)).hasSize(2);
        assertThat(EvaluationVariant.of(TestTimeAugmentation.FIVE_CROPS)).hasSize(5);
    }

    @Test
    void cropThatDoesNotFitIsRefused() {
        Preprocessing small = new Preprocessing(8, Interpolation.BICUBIC, 9, SMALL.mean(), SMALL.std());
        assertThatThrownBy(() -> new VariantPipeline(small, EvaluationVariant.TOP_LEFT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a crop of 9 does not fit pictures resized to 8");
    }
}
