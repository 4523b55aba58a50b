package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.ContractException;
import io.github.tlmaven.features.PixelSource;
import io.github.tlmaven.report.files.RunAudit;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelineAuditTest {

    private static final float[] PLAIN = {1, 2, 3, 4, 5, 6};
    private static final float[] OTHER = {4, 5, 6, 1, 2, 3};
    private static final float[] BLANK = {7, 8, 9, 7, 8, 9};

    private static List<Picture> pictures(int count) {
        return IntStream.range(0, count).mapToObj(PipelineAuditTest::picture).toList();
    }

    private static Picture picture(int number) {
        String path = "a/" + number + ".png";
        return new Picture(path, Path.of(path), 0, Sha256.of(new byte[] {(byte) number}));
    }

    private static PixelSource fixed(float... pixels) {
        return new PixelSource() {
            @Override
            public Sha256 key() {
                throw new UnsupportedOperationException("nothing is stored here");
            }

            @Override
            public void write(FloatBuffer target) {
                target.put(pixels);
            }
        };
    }

    private static PipelineAudit audit(float[] evaluation, float[] training) {
        return new PipelineAudit(PLAIN.length, picture -> fixed(evaluation), (picture, view) -> fixed(training));
    }

    @Test
    void countsTheFirstPicturesAlone() {
        assertThat(audit(PLAIN, OTHER).check("[x]", pictures(20), true)).isEqualTo(new RunAudit.Pipeline(8, 8, 0));
        assertThat(audit(PLAIN, PLAIN).check("[x]", pictures(3), false)).isEqualTo(new RunAudit.Pipeline(3, 0, 0));
    }

    @Test
    void augmentationThatActsOnFewViewsIsFound() {
        PipelineAudit rare = new PipelineAudit(
                PLAIN.length,
                picture -> fixed(PLAIN),
                (picture, view) -> fixed(view == 40 && picture.path().equals("a/1.png") ? OTHER : PLAIN));

        assertThat(rare.check("[x]", pictures(2), true)).isEqualTo(new RunAudit.Pipeline(2, 1, 0));
    }

    @Test
    void augmentationThatChangesNothingIsABreach() {
        assertThatThrownBy(() -> audit(PLAIN, PLAIN).check("[x]", pictures(2), true))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("[x] asks for augmentation, which changed no pixel of the first 2")
                .hasMessageContaining("a/0.png");
    }

    @Test
    void picturesOfOneColourCannotTell() {
        assertThat(audit(BLANK, BLANK).check("[x]", pictures(2), true)).isEqualTo(new RunAudit.Pipeline(2, 0, 0));
    }

    @Test
    void augmentationThatNobodyAskedForIsABreach() {
        assertThatThrownBy(() -> audit(PLAIN, OTHER).check("[x]", pictures(2), false))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining(
                        "unchanged in training without augmentation, and 2 of the first ones were changed");
    }

    @Test
    void evaluationThatDiffersFromTimeToTimeIsABreach() {
        AtomicInteger calls = new AtomicInteger();
        PipelineAudit unsteady = new PipelineAudit(
                PLAIN.length,
                picture -> fixed(calls.getAndIncrement() == 1 ? OTHER : PLAIN),
                (picture, view) -> fixed(OTHER));

        assertThatThrownBy(() -> unsteady.check("[x]", pictures(2), true))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("unchanged in evaluation, and 1 of the first ones were changed");
    }
}
