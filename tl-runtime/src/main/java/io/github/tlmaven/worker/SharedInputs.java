package io.github.tlmaven.worker;

import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.augment.Mixer;
import io.github.tlmaven.features.Activations;
import io.github.tlmaven.features.EvaluationInputs;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Inputs of the trained part at each boundary of a strategy. They are made when a boundary is first asked for, and
 * shared by the seeds that begin with the same numbers. Folded copies of frozen parts stay open until this is closed.
 */
final class SharedInputs implements AutoCloseable {

    private final Bench bench;
    private final BoundaryFeatures.Network network;
    private final Dataset dataset;
    private final Source source;
    private final Map<Integer, Inputs> byBoundary = new HashMap<>();
    private final List<FrozenStages> open = new ArrayList<>();

    /**
     * What is asked for.
     *
     * @param label     begins log lines
     * @param spec      says how training pictures are augmented
     * @param splitSeed of the dataset, which stored views depend on
     */
    record Source(String label, TrainingSpec spec, long splitSeed) {}

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
     * @param network its tensors must stay open, and as they are below every boundary that is asked for
     */
    SharedInputs(Bench bench, BoundaryFeatures.Network network, Dataset dataset, Source source) {
        this.bench = bench;
        this.network = network;
        this.dataset = dataset;
        this.source = source;
    }

    /** What a cell learns from and is judged by. */
    StageTasks tasks(long seed) {
        List<Picture> pictures = dataset.train();
        List<Integer> labels = labels(pictures);
        List<String> paths = pictures.stream().map(Picture::path).toList();
        List<Double> weights = pictures.stream().map(Picture::weight).toList();
        Loss loss = Losses.of(source.spec().loss(), dataset.classes(), labels);
        Optional<Mixing> mixing = Mixer.of(
                        source.spec().augmentation(), network.preprocessing().crop(), seed)
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
        BoundaryFeatures features = new BoundaryFeatures(bench, network, boundary);
        String label = source.label() + " features at " + network.architecture().boundaryName(boundary) + ": ";
        return new Inputs(
                training(label + "train", features, boundary),
                features.evaluation(label + "validation", dataset.validation()));
    }

    private LongFunction<TrainingInputs> training(String label, BoundaryFeatures features, int boundary) {
        TrainingSpec spec = source.spec();
        List<Picture> pictures = dataset.train();
        if (boundary == 0) {
            return seed -> features.pixels(pictures, spec, seed);
        }
        if (spec.isFresh()) {
            FrozenStages frozen = features.frozen();
            open.add(frozen);
            bench.log().info(label + " computed in every epoch");
            return seed -> features.fresh(frozen, pictures, spec, seed);
        }
        Activations views = features.views(label, pictures, spec, source.splitSeed());
        return seed -> features.training(views, pictures, spec, seed);
    }

    @Override
    public void close() {
        open.forEach(FrozenStages::close);
    }
}
