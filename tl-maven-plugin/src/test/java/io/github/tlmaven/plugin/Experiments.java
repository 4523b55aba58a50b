package io.github.tlmaven.plugin;

import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.BatchSpec;
import io.github.tlmaven.spec.Decay;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.LossSpec;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.ScheduleSpec;
import io.github.tlmaven.spec.SelectionSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.spec.UpdateSpec;
import io.github.tlmaven.spec.WeightsSource;
import java.util.List;

/** Experiments of which only the model matters. */
final class Experiments {

    private static final TrainingSpec ANY = new TrainingSpec(
            1,
            new BatchSpec(1),
            new UpdateSpec(new OptimizerSpec.AdamW(1e-3, 0)),
            new ScheduleSpec(0, new Decay.Constant()),
            new LossSpec.CrossEntropy(0),
            SelectionSpec.bestAccuracy(),
            AugmentationSpec.none(),
            1);

    private Experiments() {}

    static Experiment of(String id, String model, WeightsSource weights) {
        ModelSpec spec = new ModelSpec(model, weights, List.of(), PreprocessingSpec.unstated(), HeadSpec.plain());
        return new Experiment(id, spec, new Strategy.Extract(), ANY);
    }
}
