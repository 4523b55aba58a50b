package io.github.tlmaven.worker;

import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.augment.Mixer;
import io.github.tlmaven.features.Activations;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.features.FreshActivations;
import io.github.tlmaven.features.FrozenNetwork;
import io.github.tlmaven.features.FrozenPass;
import io.github.tlmaven.features.PixelInputs;
import io.github.tlmaven.features.StoredInputs;
import io.github.tlmaven.features.StoredViews;
import io.github.tlmaven.features.TrainingInputs;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.train.Loss;
import io.github.tlmaven.train.Losses;
import io.github.tlmaven.train.Mixing;
import io.github.tlmaven.train.StageTasks;
import io.github.tlmaven.train.TrainingTask;
import io.github.tlmaven.train.ValidationTask;
import io.github.tlmaven.zoo.FrozenStages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/**
 * Inputs of the trained part at each boundary of a strategy, shared by the seeds that begin with the same numbers. A
 * shared pass is told of all boundaries at once, and begins when one of them is first asked for. Folded copies of frozen
 * parts stay open until this is closed.
 */
final class SharedInputs implements AutoCloseable {

    private final Bench bench;
    private final SharedPass pass;
    private final Dataset dataset;
    private final Source source;
    private final PictureViews views;
    private final Wanted wanted;
    private final Map<Integer, Inputs> byBoundary = new HashMap<>();
    private final List<FrozenStages> open = new ArrayList<>();

    /**
     * What will be asked for.
     *
     * @param name       begins the names of the pictures in the log, with a space at its end; empty for the experiment's
     *                   own
     * @param spec       says how training pictures are augmented
     * @param splitSeed  of the dataset, which stored views depend on
     * @param boundaries of the training's epochs; at 0 nothing is frozen
     */
    record Source(String name, TrainingSpec spec, long splitSeed, SortedSet<Integer> boundaries) {
        /** Copies the boundaries. */
        Source {
            boundaries = Collections.unmodifiableSortedSet(new TreeSet<>(boundaries));
        }

        /** The boundaries at which pictures have features. */
        private SortedSet<Integer> frozen() {
            return boundaries.tailSet(1);
        }

        /** Those at which the features of training pictures are stored. */
        private SortedSet<Integer> stored() {
            return spec.isFresh() ? Collections.emptySortedSet() : frozen();
        }

        /** Whether both store features, and of the same views of training pictures. */
        boolean sharesViews(Source other) {
            return !stored().isEmpty()
                    && !other.stored().isEmpty()
                    && spec.views() == other.spec.views()
                    && spec.augmentation().equals(other.spec.augmentation());
        }
    }

    /**
     * What a pass will store, by boundary.
     *
     * @param training   all views of the training pictures
     * @param validation the validation pictures
     */
    record Wanted(IntFunction<Activations> training, IntFunction<Activations> validation) {}

    /**
     * Inputs at one boundary.
     *
     * @param training   of the training pictures, by a cell's seed
     * @param validation of the validation pictures
     */
    private record Inputs(LongFunction<TrainingInputs> training, EvaluationInputs validation) {}

    /**
     * Makes nothing yet.
     *
     * @param pass has not begun
     */
    SharedInputs(Bench bench, SharedPass pass, Dataset dataset, Source source) {
        this.bench = bench;
        this.pass = pass;
        this.dataset = dataset;
        this.source = source;
        this.views = new PictureViews(pass.network().preprocessing());
        this.wanted = want(pass, dataset, source);
    }

    /** Has a pass store what will be asked for, by whomever. */
    static Wanted want(SharedPass pass, Dataset dataset, Source source) {
        PictureViews views = new PictureViews(pass.network().preprocessing());
        return new Wanted(
                pass.want(
                        source.name() + "train",
                        source.stored(),
                        () -> views.stored(dataset.train(), source.spec(), source.splitSeed())),
                pass.want(source.name() + "validation", source.frozen(), () -> views.evaluated(dataset.validation())));
    }

    /** What a cell learns from and is judged by. */
    StageTasks tasks(long seed) {
        List<Picture> pictures = dataset.train();
        List<Integer> labels = labels(pictures);
        List<String> paths = pictures.stream().map(Picture::path).toList();
        List<Double> weights = pictures.stream().map(Picture::weight).toList();
        Loss loss = Losses.of(source.spec().loss(), dataset.classes(), labels);
        Optional<Mixing> mixing = Mixer.of(
                        source.spec().augmentation(), pass.network().side(), seed)
                .map(mixer -> new Mixing(mixer, dataset.classes().size()));
        List<Integer> judged = labels(dataset.validation());
        return new StageTasks() {
            @Override
            public TrainingTask training(int boundary) {
                TrainingInputs inputs = at(boundary).training().apply(seed);
                TrainingTask task = new TrainingTask(inputs, labels, paths, loss, seed).weighted(weights);
                return mixing.map(task::with).orElse(task);
            }

            @Override
            public ValidationTask validation(int boundary) {
                return new ValidationTask(at(boundary).validation(), judged);
            }
        };
    }

    private static List<Integer> labels(List<Picture> pictures) {
        return pictures.stream().map(Picture::label).toList();
    }

    private Inputs at(int boundary) {
        return byBoundary.computeIfAbsent(boundary, this::make);
    }

    private Inputs make(int boundary) {
        TrainingSpec spec = source.spec();
        List<Picture> pictures = dataset.train();
        int side = pass.network().side();
        if (boundary == 0) {
            return new Inputs(
                    seed -> PixelInputs.training(pictures.size(), views.fresh(pictures, spec, seed), side),
                    PixelInputs.evaluation(views.evaluated(dataset.validation()), side));
        }
        EvaluationInputs judged = new StoredInputs(wanted.validation().apply(boundary));
        if (spec.isFresh()) {
            FrozenPass fresh = fresh(boundary);
            return new Inputs(
                    seed -> new FreshActivations(fresh, pictures.size(), views.fresh(pictures, spec, seed)), judged);
        }
        Activations stored = wanted.training().apply(boundary);
        List<String> paths = pictures.stream().map(Picture::path).toList();
        return new Inputs(seed -> new StoredViews(stored, spec.views(), paths, seed), judged);
    }

    private FrozenPass fresh(int boundary) {
        FrozenNetwork network = pass.network();
        FrozenStages frozen = network.below(boundary);
        open.add(frozen);
        bench.log().info(pass.label(boundary) + source.name() + "train computed in every epoch");
        return new FrozenPass(bench.session(), frozen, network.side(), network.featureType());
    }

    @Override
    public void close() {
        open.forEach(FrozenStages::close);
    }
}
