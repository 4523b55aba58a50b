package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.spec.BatchSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void equalFingerprintsHaveNoDifference() {
        assertThat(Fingerprint.difference(Map.of("a", "1", "b", "2"), Map.of("b", "2", "a", "1")))
                .isEmpty();
    }

    @Test
    void firstKeyInAlphabeticalOrderThatDiffersIsNamedWithBothValues() {
        assertThat(Fingerprint.difference(
                        Map.of("training.epochs", "2", "weights", "x"), Map.of("training.epochs", "3", "weights", "y")))
                .hasValue("training.epochs was 2, is 3");
    }

    @Test
    void keyOnOneSideAloneIsNamed() {
        assertThat(Fingerprint.difference(Map.of(), Map.of("seed", "1"))).hasValue("seed was absent, is 1");
        assertThat(Fingerprint.difference(Map.of("seed", "1"), Map.of())).hasValue("seed was 1, is absent");
    }

    /** What was trained by a runtime that knew no other micro-batch. */
    @Test
    void fingerprintWithoutAMicroBatchIsOneOfEight() {
        Map<String, String> without = Map.of("epochs", "2");
        assertThat(Fingerprint.difference(without, microBatch(8))).isEmpty();
        assertThat(Fingerprint.difference(without, microBatch(16))).hasValue("microBatch was 8, is 16");
        assertThat(Fingerprint.difference(microBatch(16), microBatch(8))).hasValue("microBatch was 16, is 8");
    }

    private static Map<String, String> microBatch(int size) {
        return Map.of("epochs", "2", BatchSpec.MICRO_BATCH, String.valueOf(size));
    }
}
