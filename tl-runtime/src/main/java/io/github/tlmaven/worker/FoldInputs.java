package io.github.tlmaven.worker;

import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.features.FrozenNetwork;
import io.github.tlmaven.report.files.RunAudit;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.train.Trainer;
import io.github.tlmaven.zoo.Architecture;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What all seeds of a fold learn from.
 *
 * @param own       of the experiment
 * @param warmStart of the head's training before
 * @param pipeline  what was found of the pictures
 */
record FoldInputs(SharedInputs own, SharedInputs warmStart, RunAudit.Pipeline pipeline) implements AutoCloseable {

    /**
     * Checks the pictures, and prepares one pass for all that will be needed of the frozen part.
     *
     * @param cell      one of the fold
     * @param network   its tensors must stay open, and as they are below the cell's boundaries
     * @param splitSeed of the dataset
     * @param later     experiments after the cell's with the same network; of those that train on the same views the pass
     *                  stores what they will need, too
     */
    static FoldInputs of(Bench bench, PlannedCell cell, FrozenNetwork network, long splitSeed, List<Experiment> later) {
        Dataset parts = cell.dataset();
        Experiment experiment = cell.experiment();
        TrainingSpec spec = experiment.training();
        RunAudit.Pipeline pipeline = new PictureViews(network.preprocessing())
                .audit(parts.train(), spec, splitSeed)
                .check(cell.sharedLabel(), parts.train(), !spec.augmentation().isNone());
        SharedPass pass = new SharedPass(bench, network, cell.sharedLabel());
        SharedInputs.Source own =
                new SharedInputs.Source("", spec, splitSeed, boundaries(experiment, network.architecture()));
        SharedInputs.Source warmStart = new SharedInputs.Source(
                "warm start ",
                Experiment.warmStartTraining(),
                splitSeed,
                warmStartBoundaries(experiment, network.architecture()));
        FoldInputs inputs = new FoldInputs(
                new SharedInputs(bench, pass, parts, own), new SharedInputs(bench, pass, parts, warmStart), pipeline);
        wantLater(pass, parts, own, later);
        return inputs;
    }

    /** Adds the boundaries that nobody before has on the same views. */
    private static void wantLater(
            SharedPass pass, Dataset parts, SharedInputs.Source own, List<Experiment> experiments) {
        SortedSet<Integer> wanted = new TreeSet<>(own.boundaries());
        for (Experiment experiment : experiments) {
            SortedSet<Integer> more = boundaries(experiment, pass.network().architecture());
            more.removeAll(wanted);
            SharedInputs.Source source =
                    new SharedInputs.Source(experiment.id() + " ", experiment.training(), own.splitSeed(), more);
            if (own.sharesViews(source)) {
                SharedInputs.want(pass, parts, source);
                wanted.addAll(more);
            }
        }
    }

    private static SortedSet<Integer> boundaries(Experiment experiment, Architecture architecture) {
        TrainingSpec spec = experiment.training();
        return Trainer.plans(architecture, experiment.strategy(), spec).boundaries(spec.epochs());
    }

    private static SortedSet<Integer> warmStartBoundaries(Experiment experiment, Architecture architecture) {
        return hasWarmStart(experiment.strategy())
                ? new TreeSet<>(Set.of(architecture.head()))
                : Collections.emptySortedSet();
    }

    /** Whether the head is trained before the strategy begins. */
    static boolean hasWarmStart(Strategy strategy) {
        return strategy instanceof Strategy.Finetune finetune && finetune.warmStart() == Strategy.WarmStart.PROBE;
    }

    @Override
    public void close() {
        own.close();
        warmStart.close();
    }
}
