package io.github.tlmaven.weights;

import io.github.tlmaven.catalogue.WeightSet;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.WeightsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Weights that travel inside this library, so that a first experiment needs no download. NOTICE names their sources and
 * licences.
 */
public final class EmbeddedWeights {

    private EmbeddedWeights() {}

    /**
     * Opens a set of the catalogue, in direct memory: a resource inside a jar cannot be mapped, and a copy on disk would
     * have to be removed again.
     *
     * @throws WeightsException if it is not there, or is not the one that was published
     */
    public static SafetensorsFile open(WeightSet weights) {
        try (InputStream in = EmbeddedWeights.class.getClassLoader().getResourceAsStream(resource(weights))) {
            return verified(weights, in == null ? null : in.readAllBytes());
        } catch (IOException e) {
            throw damaged(weights, "cannot be read: " + e.getMessage(), e);
        }
    }

    static SafetensorsFile verified(WeightSet weights, byte @Nullable [] content) {
        if (content == null) {
            throw damaged(weights, "are not in the library", null);
        }
        Sha256 found = Sha256.of(content);
        if (!found.hex().equals(weights.sha256())) {
            throw damaged(weights, "have SHA-256 " + found + ", expected " + weights.sha256(), null);
        }
        return SafetensorsFile.of(
                "embedded " + resource(weights),
                ByteBuffer.allocateDirect(content.length).put(content).flip());
    }

    private static String resource(WeightSet weights) {
        return weights.resource()
                .orElseThrow(() -> new IllegalArgumentException(weights.source() + " is not inside this library"));
    }

    private static WeightsException damaged(WeightSet weights, String what, @Nullable Throwable cause) {
        return new WeightsException(
                "The embedded weights " + resource(weights) + " " + what,
                "remove io/github/tlmaven/tl-runtime from the local Maven repository, so that Maven fetches it again.",
                cause);
    }
}
