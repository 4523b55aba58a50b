package io.github.tlmaven.weights;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.WeightsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Weights that travel inside this library, so that a first experiment needs no download. NOTICE names their sources and
 * licences.
 */
public enum EmbeddedWeights {
    /** ImageNet-1k weights of EfficientNet-Lite0 by timm's names; convolutions and classifier in float16. */
    TF_EFFICIENTNET_LITE0("tf_efficientnet_lite0", "375ed21c2c6ad47507c2426d6f31502b4b6332fe64636ab9adaf1b02185d3986");

    private final String architecture;
    private final String sha256;

    EmbeddedWeights(String architecture, String sha256) {
        this.architecture = architecture;
        this.sha256 = sha256;
    }

    /** The weights of an architecture, if they are embedded. */
    public static Optional<EmbeddedWeights> of(String architecture) {
        return Arrays.stream(values())
                .filter(weights -> weights.architecture.equals(architecture))
                .findFirst();
    }

    /** Name of the architecture that they fit. */
    public String architecture() {
        return architecture;
    }

    /** Digest that the content must have. */
    public Sha256 digest() {
        return new Sha256(sha256);
    }

    /**
     * Opens the weights, in direct memory: a resource inside a jar cannot be mapped, and a copy on disk would have to be
     * removed again.
     *
     * @throws WeightsException if they are not there, or are not the ones that were published
     */
    public SafetensorsFile open() {
        String resource = "/weights/" + architecture + ".safetensors";
        try (InputStream in = EmbeddedWeights.class.getResourceAsStream(resource)) {
            return verified("embedded " + architecture, in == null ? null : in.readAllBytes());
        } catch (IOException e) {
            throw damaged("cannot be read: " + e.getMessage(), e);
        }
    }

    SafetensorsFile verified(String origin, byte @Nullable [] content) {
        if (content == null) {
            throw damaged("are not in the library", null);
        }
        Sha256 found = Sha256.of(content);
        if (!found.equals(digest())) {
            throw damaged("have SHA-256 " + found + ", expected " + sha256, null);
        }
        return SafetensorsFile.of(
                origin, ByteBuffer.allocateDirect(content.length).put(content).flip());
    }

    private WeightsException damaged(String what, @Nullable Throwable cause) {
        return new WeightsException(
                "The embedded weights of " + architecture + " " + what,
                "remove io/github/tlmaven/tl-runtime from the local Maven repository, so that Maven fetches it again.",
                cause);
    }
}
