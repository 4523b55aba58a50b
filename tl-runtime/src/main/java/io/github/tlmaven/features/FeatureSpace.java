package io.github.tlmaven.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.github.tlmaven.data.Decoder;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.store.SpaceDescription;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything but the picture that activations depend on, as one digest. Rows of one space can stand in one batch.
 *
 * @param digest      names the space's folder in the store
 * @param description the same for people
 */
public record FeatureSpace(Sha256 digest, SpaceDescription description) {

    /** Raised whenever the code that computes activations changes a bit of them. */
    private static final String COMPUTATION = "features-3";

    /** Values that are digested at once. */
    private static final long PIECE = 1L << 16;

    /**
     * The space of a frozen part. The number of cores is not in it, since it must not matter.
     *
     * @param boundary      the stages below it are frozen
     * @param tensors       holds the frozen tensors
     * @param preprocessing what is done to a picture before
     * @param environment   of the engine's session
     */
    public static FeatureSpace of(
            Architecture architecture,
            int boundary,
            StateDict tensors,
            Preprocessing preprocessing,
            Map<String, String> environment) {
        Sha256.Builder digest = Sha256.builder().add(COMPUTATION).add(Decoder.VERSION);
        digest.add(preprocessing.resize())
                .add(preprocessing.interpolation().keyword())
                .add(preprocessing.crop());
        preprocessing.mean().forEach(value -> digest.add(Double.doubleToLongBits(value)));
        preprocessing.std().forEach(value -> digest.add(Double.doubleToLongBits(value)));
        EngineSession.DECISIVE.forEach(name -> digest.add(environment.getOrDefault(name, "")));
        digest.add(architecture.name()).add(architecture.boundaryName(boundary));
        Sha256 weights = digestOf(architecture.tensors(0, boundary), tensors);
        digest.add(weights.hex());
        String input = String.format(
                Locale.ROOT,
                "resize %d %s, crop %d",
                preprocessing.resize(),
                preprocessing.interpolation().keyword(),
                preprocessing.crop());
        return new FeatureSpace(
                digest.build(),
                new SpaceDescription(
                        architecture.name(),
                        architecture.boundaryName(boundary),
                        weights.abbreviated(),
                        input,
                        FeatureType.FLOAT32));
    }

    /** The same activations, kept in another type. */
    public FeatureSpace as(FeatureType type) {
        if (type == description.type()) {
            return this;
        }
        Sha256 other = Sha256.builder().add(digest.hex()).add(type.keyword()).build();
        return new FeatureSpace(
                other,
                new SpaceDescription(
                        description.model(), description.boundary(), description.weights(), description.input(), type));
    }

    /** Digest of names, shapes and float32 values. */
    public static Sha256 digestOf(List<TensorSpec> specs, StateDict tensors) {
        Sha256.Builder digest = Sha256.builder();
        for (TensorSpec spec : specs) {
            digest.add(spec.name());
            spec.shape().forEach(digest::add);
            addValues(digest, tensors.tensor(spec.name()));
        }
        return digest.build();
    }

    /** In logical order and piece by piece: a linear layer of VGG has 400 MB, which need not pass through the heap at once. */
    private static void addValues(Sha256.Builder digest, NDArray tensor) {
        try (NDArray flat = tensor.reshape(-1)) {
            for (long from = 0; from < flat.size(); from += PIECE) {
                NDIndex piece = new NDIndex().addSliceDim(from, Math.min(from + PIECE, flat.size()));
                try (NDArray slice = flat.get(piece)) {
                    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(slice.size() * Float.BYTES));
                    bytes.asFloatBuffer().put(slice.toByteBuffer(true).asFloatBuffer());
                    digest.add(bytes);
                }
            }
        }
    }
}
