package io.github.tlmaven.worker;

import io.github.tlmaven.data.EvalPipeline;
import io.github.tlmaven.data.EvalView;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.TrainPipeline;
import io.github.tlmaven.data.augment.Mix;
import io.github.tlmaven.data.augment.Mixer;
import io.github.tlmaven.data.augment.RandomSteps;
import io.github.tlmaven.features.Activations;
import io.github.tlmaven.features.AugmentedPixels;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.features.EvaluationPixels;
import io.github.tlmaven.features.FeatureExtractor;
import io.github.tlmaven.features.FeatureSpace;
import io.github.tlmaven.features.FreshActivations;
import io.github.tlmaven.features.FrozenPass;
import io.github.tlmaven.features.MixedPixels;
import io.github.tlmaven.features.PixelInputs;
import io.github.tlmaven.features.PixelSource;
import io.github.tlmaven.features.StoredInputs;
import io.github.tlmaven.features.StoredViews;
import io.github.tlmaven.features.TrainingInputs;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.StateDict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Inputs of the trained part of a network: activations of the frozen part, from the store or computed afresh, or pixels
 * where nothing is frozen.
 */
final class BoundaryFeatures {

    private final Bench bench;
    private final Network network;
    private final int boundary;

    /**
     * A network as it stands below a boundary.
     *
     * @param architecture  stages and names
     * @param tensors       of the stages below the boundary at least
     * @param preprocessing of the weights
     * @param featureType   in which activations are kept
     */
    record Network(
            Architecture architecture, StateDict tensors, Preprocessing preprocessing, FeatureType featureType) {}

    BoundaryFeatures(Bench bench, Network network, int boundary) {
        this.bench = bench;
        this.network = network;
        this.boundary = boundary;
    }

    /** Pictures as validation sees them. */
    EvaluationInputs evaluation(String label, List<Picture> pictures) {
        return evaluation(label, pictures, List.of(EvalView.PLAIN));
    }

    /** All views of the first picture, then those of the next one. */
    EvaluationInputs evaluation(String label, List<Picture> pictures, List<EvalView> views) {
        EvalPipeline pipeline = new EvalPipeline(network.preprocessing());
        List<PixelSource> sources = new ArrayList<>();
        for (Picture picture : pictures) {
            views.forEach(view -> sources.add(new EvaluationPixels(pipeline, picture, view)));
        }
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
        BiFunction<Picture, Integer, PixelSource> view = view(pictures, spec, splitSeed);
        for (Picture picture : pictures) {
            for (int number = 0; number < spec.views(); number++) {
                sources.add(view.apply(picture, number));
            }
        }
        return stored(label, sources);
    }

    /**
     * A picture in one of its views, or in an epoch, as training sees it.
     *
     * @param pictures the whole training part, where partners for mixing come from
     */
    private BiFunction<Picture, Integer, PixelSource> view(List<Picture> pictures, TrainingSpec spec, long seed) {
        EvalPipeline plain = new EvalPipeline(network.preprocessing());
        if (spec.augmentation().isNone()) {
            return (picture, number) -> new EvaluationPixels(plain, picture);
        }
        AugmentedPixels.Augmenter augmenter = augmenter(spec.augmentation(), seed);
        int side = network.preprocessing().crop();
        Optional<Mixer> mixer = Mixer.of(spec.augmentation(), side, seed);
        if (mixer.isEmpty()) {
            return (picture, number) -> new AugmentedPixels(augmenter, picture, number);
        }
        return (picture, number) -> {
            Mix mix = mixer.get().choose(picture.path(), number, pictures.size());
            AugmentedPixels partner = new AugmentedPixels(augmenter, pictures.get(mix.partner()), number);
            return new MixedPixels(new AugmentedPixels(augmenter, picture, number), partner, mix, side);
        };
    }

    /**
     * Compares what training sees with what evaluation sees.
     *
     * @param pictures the training part
     */
    PipelineAudit pipelines(List<Picture> pictures, TrainingSpec spec, long seed) {
        EvalPipeline plain = new EvalPipeline(network.preprocessing());
        return new PipelineAudit(
                plain.floats(), picture -> new EvaluationPixels(plain, picture), view(pictures, spec, seed));
    }

    /** Inputs of one cell over stored views. */
    TrainingInputs training(Activations views, List<Picture> pictures, TrainingSpec spec, long seed) {
        List<String> paths = pictures.stream().map(Picture::path).toList();
        return new StoredViews(views, spec.views(), paths, seed);
    }

    /** Inputs of one cell that augments afresh in every epoch, where nothing is frozen. */
    TrainingInputs pixels(List<Picture> pictures, TrainingSpec spec, long seed) {
        BiFunction<Picture, Integer, PixelSource> view = view(pictures, spec, seed);
        return PixelInputs.training(
                pictures.size(),
                (item, epoch) -> view.apply(pictures.get(item), epoch),
                network.preprocessing().crop());
    }

    /** Inputs of one cell that augments afresh in every epoch, before the frozen part. */
    TrainingInputs fresh(FrozenStages frozen, List<Picture> pictures, TrainingSpec spec, long seed) {
        BiFunction<Picture, Integer, PixelSource> view = view(pictures, spec, seed);
        FrozenPass pass =
                new FrozenPass(bench.session(), frozen, network.preprocessing().crop(), network.featureType());
        return new FreshActivations(pass, pictures.size(), (item, epoch) -> view.apply(pictures.get(item), epoch));
    }

    /** The part below the boundary; the caller closes it. */
    FrozenStages frozen() {
        return new FrozenStages(network.architecture(), 0, boundary, network.tensors());
    }

    private AugmentedPixels.Augmenter augmenter(AugmentationSpec augmentation, long seed) {
        Preprocessing preprocessing = network.preprocessing();
        TrainPipeline pipeline = new TrainPipeline(preprocessing, new RandomSteps(augmentation, preprocessing), seed);
        return new AugmentedPixels.Augmenter(pipeline, augmentation.key(), seed);
    }

    private Activations stored(String label, List<PixelSource> sources) {
        Architecture architecture = network.architecture();
        FeatureSpace space = FeatureSpace.of(
                        architecture,
                        boundary,
                        network.tensors(),
                        network.preprocessing(),
                        bench.session().environment())
                .as(network.featureType());
        FeatureExtractor extractor = new FeatureExtractor(bench.session(), bench.workers(), bench.store(), bench.log());
        try (FrozenStages frozen = frozen()) {
            int side = network.preprocessing().crop();
            return extractor.extract(new FeatureExtractor.Job(label, space, frozen, side), sources);
        }
    }
}
