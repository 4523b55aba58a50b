package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a pom states about preprocessing; whatever is absent comes with the weights. Each element as in
 * {@link Preprocessing}.
 */
public record PreprocessingSpec(
        OptionalInt resize,
        Optional<Interpolation> interpolation,
        OptionalInt crop,
        Optional<List<Double>> mean,
        Optional<List<Double>> std) {

    /** Copies the lists and checks each value alone; whether they fit together shows once all are known. */
    public PreprocessingSpec {
        mean = mean.map(List::copyOf);
        std = std.map(List::copyOf);
        resize.ifPresent(side -> Checks.require(side >= 1, "resize", side, "1 or more"));
        crop.ifPresent(side -> Checks.require(side >= 1, "crop", side, "1 or more"));
        mean.ifPresent(numbers -> Preprocessing.requireChannels("mean", numbers));
        std.ifPresent(numbers -> Preprocessing.requireChannels("std", numbers));
        std.ifPresent(numbers -> numbers.forEach(value -> Checks.positive("std", value)));
    }

    /** Nothing is stated. */
    public static PreprocessingSpec unstated() {
        return new PreprocessingSpec(
                OptionalInt.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    /** The preprocessing of the weights, with what is stated here in its place. */
    public Preprocessing over(Preprocessing base) {
        return new Preprocessing(
                resize.orElse(base.resize()),
                interpolation.orElse(base.interpolation()),
                crop.orElse(base.crop()),
                mean.orElse(base.mean()),
                std.orElse(base.std()));
    }
}
