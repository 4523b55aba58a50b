package io.github.tlmaven.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one element of {@code <experiments>}. */
final class ExperimentParser {

    private static final String EPOCHS = "epochs";
    private static final String AUGMENTATION = "augmentation";
    private static final String VIEWS = "views";

    private static final List<String> NAMES = Stream.of(
                    List.of(EPOCHS),
                    TrainingParser.NAMES,
                    List.of(AUGMENTATION, VIEWS, TestTimeAugmentation.NAME, FeatureType.NAME))
            .flatMap(List::stream)
            .toList();

    private static final List<String> ALLOWED = Stream.of(ModelParser.NAMES, StrategyParser.NAMES, NAMES)
            .flatMap(List::stream)
            .toList();

    private final Section section;

    private ExperimentParser(Section section) {
        this.section = section;
    }

    /**
     * What a user must have written is noted where it is not there; the value returned is valid in any case.
     *
     * @param shared the whole configuration, whose weights hold where the experiment has none
     * @param models by every accepted spelling
     */
    static Experiment parse(String id, Section section, Section shared, Map<String, KnownModel> models) {
        section.allow(ALLOWED);
        boolean scratch = StrategyParser.fromScratch(section);
        ModelSpec model = ModelParser.parse(section, scratch ? section : shared, models);
        Optional<KnownModel> known = section.text(ModelParser.MODEL).map(models::get);
        Strategy strategy = new StrategyParser(section, known).parse();
        if (model.isTorchScript()
                && !(strategy instanceof Strategy.Extract)
                && section.sound(StrategyParser.STRATEGY)) {
            section.problem(
                    StrategyParser.STRATEGY,
                    "must be extract with model torchscript, was '" + strategy.keyword()
                            + "': a TorchScript file runs as a whole, so that no layer of it can be trained or frozen by"
                            + " itself");
        } else if (scratch) {
            model = random(model, section);
        }
        TestTimeAugmentation testTimeAugmentation = section.word(
                        TestTimeAugmentation.NAME,
                        Words.of(TestTimeAugmentation.values(), TestTimeAugmentation::keyword))
                .orElse(TestTimeAugmentation.NONE);
        TrainingSpec training = new ExperimentParser(section).training(strategy);
        return new Experiment(id, model, strategy, training, testTimeAugmentation, featureType(section, strategy));
    }

    private static FeatureType featureType(Section section, Strategy strategy) {
        Optional<FeatureType> type =
                section.word(FeatureType.NAME, Words.of(FeatureType.values(), FeatureType::keyword));
        if (strategy.freezesNothing()) {
            section.refuse(FeatureType.NAME, "where nothing is frozen and no features are kept");
        }
        return type.orElse(FeatureType.FLOAT32);
    }

    /** What is trained from scratch has no weights to begin with, whatever the top level says for the others. */
    private static ModelSpec random(ModelSpec model, Section section) {
        WeightsSource none = new WeightsSource.None();
        if (section.has(WeightsParser.WEIGHTS)
                && section.sound(WeightsParser.WEIGHTS)
                && !model.weights().equals(none)) {
            section.refuse(WeightsParser.WEIGHTS, "with strategy scratch, which begins with random numbers");
        }
        return model.with(none);
    }

    /** How a strategy trains where the pom says nothing. */
    static TrainingSpec defaults(Strategy strategy) {
        return new ExperimentParser(new Section(Setting.of(strategy.keyword()), "", new Problems())).training(strategy);
    }

    private TrainingSpec training(Strategy strategy) {
        boolean extract = strategy instanceof Strategy.Extract;
        int epochs = section.whole(EPOCHS, 1, extract ? Defaults.EXTRACT_EPOCHS : Defaults.FINETUNE_EPOCHS);
        AugmentationSpec otherwise = extract ? AugmentationSpec.none() : AugmentationSpec.light();
        AugmentationSpec augmentation = AugmentationParser.parse(section, AUGMENTATION, otherwise);
        int views = views(strategy, augmentation);
        if (augmentation.mixes() && views > 0 && !strategy.freezesNothing()) {
            refuseMixing();
            augmentation = otherwise;
        }
        return new TrainingParser(section, epochs).parse(augmentation, views);
    }

    private void refuseMixing() {
        if (section.sound(StrategyParser.STRATEGY) && section.sound(UnfreezeParser.UNFREEZE) && section.sound(VIEWS)) {
            section.problem(
                    AUGMENTATION,
                    "must be without <mixup> and <cutmix> where features of a frozen part are stored, since they mix"
                            + " pixels: write <views>0</views>, <unfreeze>all</unfreeze> or"
                            + " <strategy>scratch</strategy>, or remove them");
        }
    }

    private int views(Strategy strategy, AugmentationSpec augmentation) {
        if (strategy.freezesNothing()) {
            section.refuse(VIEWS, "where nothing is frozen and every epoch draws anew");
            return Defaults.PLAIN_VIEWS;
        }
        if (augmentation.isNone() && section.sound(AUGMENTATION)) {
            int views = section.whole(VIEWS, 0, Defaults.PLAIN_VIEWS);
            if (views != Defaults.PLAIN_VIEWS) {
                section.refuse(VIEWS, "without augmentation, where all views are alike");
            }
            return Defaults.PLAIN_VIEWS;
        }
        return section.whole(VIEWS, 0, Defaults.AUGMENTED_VIEWS);
    }
}
