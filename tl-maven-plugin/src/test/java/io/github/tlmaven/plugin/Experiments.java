package io.github.tlmaven.plugin;

import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.spec.TrainingSpec.Augmentation;
import io.github.tlmaven.spec.WeightsSource;
import java.util.List;
import java.util.OptionalDouble;

/** Experiments of which only the model matters. */
final class Experiments {

    private static final TrainingSpec ANY = new TrainingSpec(
            1, 1, new OptimizerSpec.AdamW(1e-3, 0), 0, 0, OptionalDouble.empty(), Augmentation.NONE, 1);

    private Experiments() {}

    static Experiment of(String id, String model, WeightsSource weights) {
        ModelSpec spec = new ModelSpec(model, weights, List.of(), PreprocessingSpec.unstated(), HeadSpec.plain());
        return new Experiment(id, spec, new Strategy.Extract(), ANY);
    }
}
