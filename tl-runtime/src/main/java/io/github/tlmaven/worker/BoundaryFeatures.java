package io.github.tlmaven.worker;

import io.github.tlmaven.data.EvalPipeline;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.TrainPipeline;
import io.github.tlmaven.features.Activations;
import io.github.tlmaven.features.AugmentedPixels;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.features.EvaluationPixels;
import io.github.tlmaven.features.FeatureExtractor;
import io.github.tlmaven.features.FeatureSpace;
import io.github.tlmaven.features.PixelInputs;
import io.github.tlmaven.features.PixelSource;
import io.github.tlmaven.features.StoredInputs;
import io.github.tlmaven.features.StoredViews;
import io.github.tlmaven.features.TrainingInputs;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.spec.TrainingSpec.Augmentation;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.StateDict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Inputs of the trained part of a network: activations of the frozen part from the store, or pixels where nothing is
 * frozen.
 */
final class BoundaryFeatures {

    private static final int COLOURS = 3;

    private final Bench bench;
    private final Network network;
    private final int boundary;

    /**
     * A network as it stands below a boundary.
     *
     * @param architecture  stages and names
     * @param tensors       of the stages below the boundary at least
     * @param preprocessing of the weights
     */
    record Network(Architecture architecture, StateDict tensors, Preprocessing preprocessing) {}

    BoundaryFeatures(Bench bench, Network network, int boundary) {
        this.bench = bench;
        this.network = network;
        this.boundary = boundary;
    }

    /** Pictures in their evaluation form. */
    EvaluationInputs evaluation(String label, List<Picture> pictures) {
        EvalPipeline pipeline = new EvalPipeline(network.preprocessing());
        List<PixelSource> sources = new ArrayList<>();
        pictures.forEach(picture -> sources.add(new EvaluationPixels(pipeline, picture)));
        if (boundary == 0) {
            return PixelInputs.evaluation(sources, network.preprocessing().crop());
        }
        return new StoredInputs(stored(label, sources));
    }

    /**
     * What the views of training pictures are made of. It depends on the split's seed, not on a cell's, so that all
     * seeds share the stored activations.
     */
    Activations views(String label, List<Picture> pictures, TrainingSpec spec, long splitSeed) {
        List<PixelSource> sources = new ArrayList<>();
        BiFunction<Picture, Integer, PixelSource> view = view(spec, splitSeed);
        for (Picture picture : pictures) {
            for (int number = 0; number < spec.views(); number++) {
                sources.add(view.apply(picture, number));
            }
        }
        return stored(label, sources);
    }

    /** A picture in one of its views, as training sees it. */
    private BiFunction<Picture, Integer, PixelSource> view(TrainingSpec spec, long seed) {
        EvalPipeline plain = new EvalPipeline(network.preprocessing());
        AugmentedPixels.Augmenter augmenter = augmenter(spec.augmentation(), seed);
        return (picture, number) -> spec.augmentation() == Augmentation.NONE
                ? new EvaluationPixels(plain, picture)
                : new AugmentedPixels(augmenter, picture, number);
    }

    /** Compares what training sees with what evaluation sees. */
    PipelineAudit pipelines(TrainingSpec spec, long seed) {
        EvalPipeline plain = new EvalPipeline(network.preprocessing());
        int side = network.preprocessing().crop();
        return new PipelineAudit(
                side * side * COLOURS, picture -> new EvaluationPixels(plain, picture), view(spec, seed));
    }

    /** Inputs of one cell over stored views. */
    TrainingInputs training(Activations views, List<Picture> pictures, TrainingSpec spec, long seed) {
        List<String> paths = pictures.stream().map(Picture::path).toList();
        return new StoredViews(views, spec.views(), paths, seed);
    }

    /** Inputs of one cell that augments afresh in every epoch, where nothing is frozen. */
    TrainingInputs pixels(List<Picture> pictures, TrainingSpec spec, long seed) {
        AugmentedPixels.Augmenter augmenter = augmenter(spec.augmentation(), seed);
        return PixelInputs.training(
                pictures.size(),
                (item, epoch) -> new AugmentedPixels(augmenter, pictures.get(item), epoch),
                network.preprocessing().crop());
    }

    private AugmentedPixels.Augmenter augmenter(Augmentation augmentation, long seed) {
        TrainPipeline pipeline = new TrainPipeline(network.preprocessing(), augmentation, seed);
        return new AugmentedPixels.Augmenter(pipeline, augmentation.keyword(), seed);
    }

    private Activations stored(String label, List<PixelSource> sources) {
        Architecture architecture = network.architecture();
        FeatureSpace space = FeatureSpace.of(
                architecture,
                boundary,
                network.tensors(),
                network.preprocessing(),
                bench.session().environment());
        FeatureExtractor extractor = new FeatureExtractor(bench.session(), bench.workers(), bench.store(), bench.log());
        try (FrozenStages frozen = new FrozenStages(architecture, 0, boundary, network.tensors())) {
            int side = network.preprocessing().crop();
            return extractor.extract(new FeatureExtractor.Job(label, space, frozen, side), sources);
        }
    }
}
