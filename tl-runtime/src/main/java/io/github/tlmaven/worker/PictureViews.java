package io.github.tlmaven.worker;

import io.github.tlmaven.data.EvalPipeline;
import io.github.tlmaven.data.EvalView;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.TrainPipeline;
import io.github.tlmaven.data.augment.Mix;
import io.github.tlmaven.data.augment.Mixer;
import io.github.tlmaven.data.augment.RandomSteps;
import io.github.tlmaven.features.AugmentedPixels;
import io.github.tlmaven.features.EvaluationPixels;
import io.github.tlmaven.features.MixedPixels;
import io.github.tlmaven.features.PixelSource;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What training and evaluation see of pictures, at whatever boundary.
 *
 * @param preprocessing of the weights
 */
record PictureViews(Preprocessing preprocessing) {

    /** Pictures as validation sees them, and evaluation without test-time augmentation. */
    List<PixelSource> evaluated(List<Picture> pictures) {
        return evaluated(pictures, List.of(EvalView.PLAIN));
    }

    /** All views of the first picture, then those of the next one. */
    List<PixelSource> evaluated(List<Picture> pictures, List<EvalView> views) {
        EvalPipeline pipeline = new EvalPipeline(preprocessing);
        List<PixelSource> sources = new ArrayList<>();
        for (Picture picture : pictures) {
            views.forEach(view -> sources.add(new EvaluationPixels(pipeline, picture, view)));
        }
        return sources;
    }

    /**
     * The views whose activations are stored: all of the first training picture, then those of the next one. They depend
     * on the split's seed, not on a cell's, so that all seeds share them.
     */
    List<PixelSource> stored(List<Picture> pictures, TrainingSpec spec, long splitSeed) {
        List<PixelSource> sources = new ArrayList<>();
        BiFunction<Picture, Integer, PixelSource> view = view(pictures, spec, splitSeed);
        for (Picture picture : pictures) {
            for (int number = 0; number < spec.views(); number++) {
                sources.add(view.apply(picture, number));
            }
        }
        return sources;
    }

    /** A training picture, by its index, as a cell sees it in an epoch. */
    BiFunction<Integer, Integer, PixelSource> fresh(List<Picture> pictures, TrainingSpec spec, long seed) {
        BiFunction<Picture, Integer, PixelSource> view = view(pictures, spec, seed);
        return (item, epoch) -> view.apply(pictures.get(item), epoch);
    }

    /**
     * A picture in one of its views, or in an epoch, as training sees it.
     *
     * @param pictures the whole training part, where partners for mixing come from
     */
    private BiFunction<Picture, Integer, PixelSource> view(List<Picture> pictures, TrainingSpec spec, long seed) {
        EvalPipeline plain = new EvalPipeline(preprocessing);
        if (spec.augmentation().isNone()) {
            return (picture, number) -> new EvaluationPixels(plain, picture);
        }
        AugmentedPixels.Augmenter augmenter = augmenter(spec.augmentation(), seed);
        int side = preprocessing.crop();
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

    private AugmentedPixels.Augmenter augmenter(AugmentationSpec augmentation, long seed) {
        TrainPipeline pipeline = new TrainPipeline(preprocessing, new RandomSteps(augmentation, preprocessing), seed);
        return new AugmentedPixels.Augmenter(pipeline, augmentation.key(), seed);
    }

    /**
     * Compares what training sees with what evaluation sees.
     *
     * @param pictures the training part
     */
    PipelineAudit audit(List<Picture> pictures, TrainingSpec spec, long seed) {
        EvalPipeline plain = new EvalPipeline(preprocessing);
        return new PipelineAudit(
                plain.floats(), picture -> new EvaluationPixels(plain, picture), view(pictures, spec, seed));
    }
}
