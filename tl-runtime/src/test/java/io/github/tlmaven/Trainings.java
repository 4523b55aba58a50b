package io.github.tlmaven;

import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.BatchSpec;
import io.github.tlmaven.spec.Decay;
import io.github.tlmaven.spec.LossSpec;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.ScheduleSpec;
import io.github.tlmaven.spec.SelectionSpec;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.spec.UpdateSpec;

/** Trainings for tests: a plain one, and others that differ from it in one part. */
public final class Trainings {

    private Trainings() {}

    /** A cosine without warm-up, plain cross-entropy, no clipping, no augmentation; the best epoch is kept. */
    public static TrainingSpec plain(int epochs, int batchSize, OptimizerSpec optimizer) {
        return new TrainingSpec(
                epochs,
                new BatchSpec(batchSize),
                new UpdateSpec(optimizer),
                new ScheduleSpec(0, new Decay.Cosine(0)),
                new LossSpec.CrossEntropy(0),
                SelectionSpec.bestAccuracy(),
                AugmentationSpec.none(),
                1);
    }

    public static TrainingSpec with(TrainingSpec spec, BatchSpec batch) {
        return replaced(spec, batch);
    }

    public static TrainingSpec with(TrainingSpec spec, UpdateSpec update) {
        return replaced(spec, update);
    }

    public static TrainingSpec with(TrainingSpec spec, ScheduleSpec schedule) {
        return replaced(spec, schedule);
    }

    public static TrainingSpec with(TrainingSpec spec, LossSpec loss) {
        return replaced(spec, loss);
    }

    public static TrainingSpec with(TrainingSpec spec, SelectionSpec selection) {
        return replaced(spec, selection);
    }

    public static TrainingSpec with(TrainingSpec spec, AugmentationSpec augmentation, int views) {
        return new TrainingSpec(
                spec.epochs(),
                spec.batch(),
                spec.update(),
                spec.schedule(),
                spec.loss(),
                spec.selection(),
                augmentation,
                views);
    }

    /** With another part in place of the one of its type. */
    private static TrainingSpec replaced(TrainingSpec spec, Object part) {
        return new TrainingSpec(
                spec.epochs(),
                part instanceof BatchSpec batch ? batch : spec.batch(),
                part instanceof UpdateSpec update ? update : spec.update(),
                part instanceof ScheduleSpec schedule ? schedule : spec.schedule(),
                part instanceof LossSpec loss ? loss : spec.loss(),
                part instanceof SelectionSpec selection ? selection : spec.selection(),
                spec.augmentation(),
                spec.views());
    }

    /** With label smoothing. */
    public static TrainingSpec smoothed(TrainingSpec spec, double labelSmoothing) {
        return with(spec, new LossSpec.CrossEntropy(labelSmoothing));
    }

    /** With gradients clipped by their common norm. */
    public static TrainingSpec clipped(TrainingSpec spec, double norm) {
        UpdateSpec update = spec.update();
        return with(
                spec,
                new UpdateSpec(
                        update.optimizer(), update.decayAll(), new UpdateSpec.Clipping.Norm(norm), update.emaDecay()));
    }
}
