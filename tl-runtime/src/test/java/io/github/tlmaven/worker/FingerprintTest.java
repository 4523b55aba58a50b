package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

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
}
