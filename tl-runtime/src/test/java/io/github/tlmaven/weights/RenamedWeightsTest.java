package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.Rename;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenamedWeightsTest {

    private static WeightsFile file() {
        byte[] payload = {0, 0, 5, 7};
        return RawSafetensors.open(RawSafetensors.bytes(
                "{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"backbone.conv1.weight\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                        + "\"backbone.conv1.bias\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]},"
                        + "\"head.weight\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
                payload));
    }

    @Test
    void rulesApplyInOrderEachToWhatTheOnesBeforeMadeOfAName() {
        WeightsFile renamed = RenamedWeights.of(
                file(),
                List.of(new Rename("^backbone\\.", ""), new Rename("^conv(\\d)", "stem.$1"), new Rename("head", "fc")));
        assertThat(renamed.names()).containsExactly("stem.1.weight", "stem.1.bias", "fc.weight");
        FloatBuffer read = FloatBuffer.allocate(2);
        renamed.read("fc.weight", 0, read);
        assertThat(read.array()).containsExactly(5, 7);
        assertThat(renamed.tensor("fc.weight").elements()).isEqualTo(2);
    }

    @Test
    void whatEachRuleChangedIsSaid() {
        WeightsFile renamed = RenamedWeights.of(file(), List.of(new Rename("^backbone\\.", ""), new Rename("x", "y")));
        assertThat(renamed.adjustments())
                .containsExactly(
                        "renamed 2 of 3 tensors by '^backbone\\.' → ''", "renamed 0 of 3 tensors by 'x' → 'y'");
    }

    @Test
    void everyMatchWithinANameIsReplaced() {
        assertThat(RenamedWeights.of(file(), List.of(new Rename("\\.", "/"))).names())
                .contains("backbone/conv1/weight");
    }

    @Test
    void namesThatFallTogetherAreAllNamed() {
        assertThatThrownBy(() -> RenamedWeights.of(file(), List.of(new Rename("^.*\\.(\\w+)$", "$1"))))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("'weight': from 'backbone.conv1.weight', 'head.weight'")
                .hasMessageContaining("To fix: make the expressions of <rename> narrower");
    }

    @Test
    void theOldNameIsGone() {
        WeightsFile renamed = RenamedWeights.of(file(), List.of(new Rename("head", "fc")));
        assertThatThrownBy(() -> renamed.tensor("head.weight")).isInstanceOf(WeightsException.class);
    }

    @Test
    void withoutRulesTheFileItselfIsGivenBack() {
        WeightsFile file = file();
        assertThat(RenamedWeights.of(file, List.of())).isSameAs(file);
    }

    @Test
    void digestAndMetadataAreTheFiles() {
        WeightsFile file = file();
        WeightsFile renamed = RenamedWeights.of(file, List.of(new Rename("head", "fc")));
        assertThat(renamed.digest()).isEqualTo(file.digest());
        assertThat(renamed.metadata()).isEqualTo(file.metadata());
        assertThat(renamed.origin()).isEqualTo(file.origin());
    }
}
