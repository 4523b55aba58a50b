package io.github.tlmaven.spec;

import java.util.List;

/**
 * The network that an experiment begins with.
 *
 * @param name          of the architecture, as timm or torchvision spell it; or {@link #TORCHSCRIPT}
 * @param weights       the numbers it starts with
 * @param renames       applied in order to the names in the weights' file
 * @param preprocessing what the pom states about the pictures; the rest comes from the weights
 * @param head          the new last layer
 */
public record ModelSpec(
        String name, WeightsSource weights, List<Rename> renames, PreprocessingSpec preprocessing, HeadSpec head) {

    /** Stands for a network that brings its own architecture, as a TorchScript file. */
    public static final String TORCHSCRIPT = "torchscript";

    /** Copies the rules. */
    public ModelSpec {
        renames = List.copyOf(renames);
    }

    /** A model of the catalogue with its default weights and a plain head. */
    public static ModelSpec of(String name) {
        return new ModelSpec(
                name, new WeightsSource.Default(), List.of(), PreprocessingSpec.unstated(), HeadSpec.plain());
    }

    /** The same network with other weights. */
    ModelSpec with(WeightsSource other) {
        return new ModelSpec(name, other, renames, preprocessing, head);
    }

    /** Whether it is a TorchScript file in place of an architecture of the catalogue. */
    public boolean isTorchScript() {
        return name.equals(TORCHSCRIPT);
    }
}
