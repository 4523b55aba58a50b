package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.spec.BatchSpec;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void equalFingerprintsHaveNoDifference() {
        assertThat(difference(Map.of("a", "1", "b", "2"), Map.of("b", "2", "a", "1")))
                .isEmpty();
    }

    @Test
    void firstKeyInAlphabeticalOrderThatDiffersIsNamedWithBothValues() {
        assertThat(difference(
                        Map.of("training.epochs", "2", "weights", "x"), Map.of("training.epochs", "3", "weights", "y")))
                .hasValue("training.epochs was 2, is 3");
    }

    @Test
    void keyOnOneSideAloneIsNamed() {
        assertThat(difference(Map.of(), Map.of("seed", "1"))).hasValue("seed was absent, is 1");
        assertThat(difference(Map.of("seed", "1"), Map.of())).hasValue("seed was 1, is absent");
    }

    /** What was trained by a runtime that knew no other micro-batch. */
    @Test
    void fingerprintWithoutAMicroBatchIsOneOfEight() {
        Map<String, String> without = Map.of("epochs", "2");
        assertThat(difference(without, microBatch(8))).isEmpty();
        assertThat(difference(without, microBatch(16))).hasValue("microBatch was 8, is 16");
        assertThat(difference(microBatch(16), microBatch(8))).hasValue("microBatch was 16, is 8");
    }

    @Test
    void aSettingOfTheSplitIsNamedBeforeThePicturesThatItMoves() {
        assertThat(difference(
                        Map.of("dataset.train", "a1", "split.seed", "1"),
                        Map.of("dataset.train", "b2", "split.seed", "2")))
                .hasValue("split.seed was 1, is 2");
        assertThat(difference(Map.of("dataset.train", "a1"), Map.of("dataset.train", "b2")))
                .hasValue("dataset.train was a1, is b2 (pictures were changed, or are parted otherwise)");
    }

    private static Optional<String> difference(Map<String, String> before, Map<String, String> now) {
        return Fingerprint.difference(before, now).map(Fingerprint.Difference::text);
    }

    private static Map<String, String> microBatch(int size) {
        return Map.of("epochs", "2", BatchSpec.MICRO_BATCH, String.valueOf(size));
    }
}
