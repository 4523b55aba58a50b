package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.WeightsException;
import org.junit.jupiter.api.Test;

class EmbeddedWeightsTest {

    /** Parameters as weights/README.md of the conversion counts them: 4 652 008, without running statistics. */
    private static final long PARAMETERS = 4_652_008;

    @Test
    void theEmbeddedFileIsTheOneThatWasPublished() {
        try (SafetensorsFile file = EmbeddedWeights.TF_EFFICIENTNET_LITE0.open()) {
            long parameters = file.names().stream()
                    .filter(name -> !name.contains("running_"))
                    .mapToLong(name -> file.tensor(name).elements())
                    .sum();
            assertThat(file.digest()).isEqualTo(EmbeddedWeights.TF_EFFICIENTNET_LITE0.digest());
            assertThat(parameters).isEqualTo(PARAMETERS);
            assertThat(file.metadata()).containsEntry("architecture", "tf_efficientnet_lite0");
        }
    }

    @Test
    void weightsAreFoundByTheArchitecturesName() {
        assertThat(EmbeddedWeights.of("tf_efficientnet_lite0")).contains(EmbeddedWeights.TF_EFFICIENTNET_LITE0);
        assertThat(EmbeddedWeights.of("resnet18")).isEmpty();
    }

    @Test
    void otherContentIsRefusedBeforeItIsRead() {
        assertThatThrownBy(() -> EmbeddedWeights.TF_EFFICIENTNET_LITE0.verified("embedded", new byte[3]))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("SHA-256")
                .hasMessageContaining("375ed21c");
    }

    @Test
    void aLibraryWithoutTheResourceSaysSo() {
        assertThatThrownBy(() -> EmbeddedWeights.TF_EFFICIENTNET_LITE0.verified("embedded", null))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("not in the library");
    }
}
