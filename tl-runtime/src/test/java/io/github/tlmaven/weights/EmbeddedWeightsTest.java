package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.catalogue.WeightSet;
import io.github.tlmaven.failure.WeightsException;
import org.junit.jupiter.api.Test;

class EmbeddedWeightsTest {

    private static final WeightSet LITE0 =
            Catalogue.model("tf_efficientnet_lite0").defaultWeights();

    /** Parameters as weights/README.md of the conversion counts them: 4 652 008, without running statistics. */
    private static final long PARAMETERS = 4_652_008;

    @Test
    void theEmbeddedFileIsTheOneThatWasPublished() {
        try (SafetensorsFile file = EmbeddedWeights.open(LITE0)) {
            long parameters = file.names().stream()
                    .filter(name -> !name.contains("running_"))
                    .mapToLong(name -> file.tensor(name).elements())
                    .sum();
            assertThat(file.digest().hex()).isEqualTo(LITE0.sha256());
            assertThat(parameters).isEqualTo(PARAMETERS);
            assertThat(file.metadata()).containsEntry("architecture", "tf_efficientnet_lite0");
        }
    }

    @Test
    void otherContentIsRefusedBeforeItIsRead() {
        assertThatThrownBy(() -> EmbeddedWeights.verified(LITE0, new byte[3]))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("SHA-256")
                .hasMessageContaining("375ed21c");
    }

    @Test
    void aLibraryWithoutTheResourceSaysSo() {
        assertThatThrownBy(() -> EmbeddedWeights.verified(LITE0, null))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("not in the library");
    }
}
