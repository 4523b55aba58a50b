package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.TrainingSpec.Augmentation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one element of {@code <experiments>}. */
final class ExperimentParser {

    private static final String STRATEGY = "strategy";
    private static final String UNFREEZE = "unfreeze";
    private static final String LAYER_DECAY = "layerDecay";
    private static final String EPOCHS = "epochs";
    private static final String AUGMENTATION = "augmentation";
    private static final String VIEWS = "views";

    private static final List<String> NAMES = Stream.of(
                    List.of(STRATEGY, UNFREEZE, LAYER_DECAY, EPOCHS),
                    TrainingParser.NAMES,
                    List.of(AUGMENTATION, VIEWS))
            .flatMap(List::stream)
            .toList();

    private static final List<String> ALLOWED =
            Stream.concat(ModelParser.NAMES.stream(), NAMES.stream()).toList();

    /** The strategies' keywords; the value says whether the network itself is trained. */
    private static final Map<String, Boolean> STRATEGIES = inOrder("extract", false, "finetune", true);

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
        ModelSpec model = ModelParser.parse(section, shared, models);
        section.require(STRATEGY, "write extract or finetune");
        ExperimentParser parser = new ExperimentParser(section);
        Strategy strategy = parser.strategy();
        if (model.isTorchScript() && strategy instanceof Strategy.Finetune && section.sound(STRATEGY)) {
            section.problem(
                    STRATEGY,
                    "must be extract with model torchscript, was 'finetune': a TorchScript file runs as a whole, so that"
                            + " no layer of it can be trained or frozen by itself");
        }
        return new Experiment(id, model, strategy, parser.training(strategy));
    }

    private Strategy strategy() {
        Optional<Boolean> finetune = section.word(STRATEGY, STRATEGIES);
        if (finetune.isPresent() && !finetune.get()) {
            section.refuse(UNFREEZE, "with strategy extract, which trains the head alone");
            section.refuse(LAYER_DECAY, "with strategy extract, which trains the head alone");
            return new Strategy.Extract();
        }
        Unfreeze unfreeze = section.word(UNFREEZE, Words.of(Unfreeze.values(), Unfreeze::keyword))
                .orElse(Unfreeze.LAST_BLOCK);
        double otherwise = unfreeze == Unfreeze.ALL ? Defaults.ALL_LAYER_DECAY : Defaults.LAST_BLOCK_LAYER_DECAY;
        return new Strategy.Finetune(unfreeze, section.real(LAYER_DECAY, Range.FACTOR, otherwise));
    }

    private TrainingSpec training(Strategy strategy) {
        boolean extract = strategy instanceof Strategy.Extract;
        int epochs = section.whole(EPOCHS, 1, extract ? Defaults.EXTRACT_EPOCHS : Defaults.FINETUNE_EPOCHS);
        Augmentation augmentation = section.word(AUGMENTATION, Words.of(Augmentation.values(), Augmentation::keyword))
                .orElse(extract ? Augmentation.NONE : Augmentation.LIGHT);
        return new TrainingParser(section, epochs).parse(augmentation, views(strategy, augmentation));
    }

    private int views(Strategy strategy, Augmentation augmentation) {
        if (strategy instanceof Strategy.Finetune finetune && finetune.unfreeze() == Unfreeze.ALL) {
            section.refuse(VIEWS, "with unfreeze all, where nothing is frozen and every epoch draws anew");
            return Defaults.PLAIN_VIEWS;
        }
        if (augmentation == Augmentation.NONE && section.sound(AUGMENTATION)) {
            int views = section.whole(VIEWS, 1, Defaults.PLAIN_VIEWS);
            if (views > 1) {
                section.refuse(VIEWS, "without augmentation, where all views are alike");
            }
            return Defaults.PLAIN_VIEWS;
        }
        return section.whole(VIEWS, 1, Defaults.AUGMENTED_VIEWS);
    }

    private static Map<String, Boolean> inOrder(String first, boolean one, String second, boolean two) {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put(first, one);
        words.put(second, two);
        return words;
    }
}
