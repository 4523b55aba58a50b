package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.download.ExpectedDigest;
import io.github.tlmaven.download.RemoteFile;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.WeightsSource;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WeightsNeedTest {

    /** As torchvision's source has it (EfficientNet_B0_Weights). */
    private static final URI EFFICIENTNET_B0 =
            URI.create("https://download.pytorch.org/models/efficientnet_b0_rwightman-3dd342df.pth");

    private static Optional<WeightsNeed> need(String model, WeightsSource weights) {
        return WeightsNeed.of(Experiments.of("probe", model, weights));
    }

    @Test
    void publishedSetsComeFromTheirPublisherWithTheDigestInTheirName() {
        Optional<WeightsNeed> published =
                Optional.of(new WeightsNeed.Download(RemoteFile.of(EFFICIENTNET_B0, "3dd342df")));

        assertThat(need("efficientnet_b0", new WeightsSource.Default())).isEqualTo(published);
        assertThat(need("efficientnet_b0", new WeightsSource.Published("IMAGENET1K_V1")))
                .isEqualTo(published);
    }

    @Test
    void whatIsOnThisMachineNeedsNothing() {
        assertThat(need("tf_efficientnet_lite0", new WeightsSource.Default())).isEmpty();
        assertThat(need("efficientnet_b0", new WeightsSource.None())).isEmpty();
        assertThat(need("efficientnet_b0", new WeightsSource.LocalFile("net.pth")))
                .isEmpty();
        assertThat(need(ModelSpec.TORCHSCRIPT, new WeightsSource.DjlZoo(URI.create("djl://ai.djl.pytorch/resnet"))))
                .isEmpty();
    }

    @Test
    void addressKeepsItsDigest() {
        URI uri = URI.create("https://example.org/net.pth");
        String digest = "0123456789abcdef".repeat(4);

        assertThat(need("efficientnet_b0", new WeightsSource.Url(uri, Optional.of(digest))))
                .contains(new WeightsNeed.Download(new RemoteFile(uri, Optional.of(new ExpectedDigest(digest)))));
        assertThat(need("efficientnet_b0", new WeightsSource.Url(uri, Optional.empty())))
                .contains(new WeightsNeed.Download(new RemoteFile(uri, Optional.empty())));
    }
}
