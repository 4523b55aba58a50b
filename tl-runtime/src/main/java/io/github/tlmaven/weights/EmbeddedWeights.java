package io.github.tlmaven.weights;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.zoo.PretrainedWeights;
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
    public static SafetensorsFile open(PretrainedWeights weights) {
        try (InputStream in = EmbeddedWeights.class.getClassLoader().getResourceAsStream(weights.resource())) {
            return verified(weights, in == null ? null : in.readAllBytes());
        } catch (IOException e) {
            throw damaged(weights, "cannot be read: " + e.getMessage(), e);
        }
    }

    static SafetensorsFile verified(PretrainedWeights weights, byte @Nullable [] content) {
        if (content == null) {
            throw damaged(weights, "are not in the library", null);
        }
        Sha256 found = Sha256.of(content);
        if (!found.hex().equals(weights.sha256())) {
            throw damaged(weights, "have SHA-256 " + found + ", expected " + weights.sha256(), null);
        }
        return SafetensorsFile.of(
                "embedded " + weights.resource(),
                ByteBuffer.allocateDirect(content.length).put(content).flip());
    }

    private static WeightsException damaged(PretrainedWeights weights, String what, @Nullable Throwable cause) {
        return new WeightsException(
                "The embedded weights " + weights.resource() + " " + what,
                "remove io/github/tlmaven/tl-runtime from the local Maven repository, so that Maven fetches it again.",
                cause);
    }
}
