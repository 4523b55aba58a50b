package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.Strategy.WarmStart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads {@code <strategy>} and what belongs to it. What is wrong is noted, and the value returned is valid in any case.
 */
final class StrategyParser {

    static final String STRATEGY = "strategy";
    private static final String WARM_START = "warmStart";
    private static final String LAYER_DECAY = "layerDecay";
    private static final String LEARNING_RATES = "learningRates";
    private static final String BATCH_NORM = "batchNorm";
    private static final String BATCH_SIZE = "batchSize";

    static final List<String> NAMES = List.of(
            STRATEGY,
            UnfreezeParser.UNFREEZE,
            UnfreezeParser.STAGE_EPOCHS,
            UnfreezeParser.BOUNDARIES,
            WARM_START,
            LAYER_DECAY,
            LEARNING_RATES,
            BATCH_NORM);

    /** Batch norm in training mode takes the variance over a batch, which of a single picture says nothing. */
    private static final int LEAST_BATCH = 2;

    private static final String FINETUNE = "finetune";
    private static final String SCRATCH = "scratch";

    /** Strategies that train more than the head, so that features are no longer those of the weights. */
    static final List<String> BEYOND_HEAD = List.of(FINETUNE, SCRATCH);

    private final Section section;
    private final Optional<KnownModel> model;

    /**
     * @param section the experiment
     * @param model   the one that it names; absent where it is not known
     */
    StrategyParser(Section section, Optional<KnownModel> model) {
        this.section = section;
        this.model = model;
    }

    /** Whether an experiment begins with random numbers, so that weights stated for all do not concern it. */
    static boolean fromScratch(Section section) {
        return section.child(StrategyParser.STRATEGY).flatMap(Setting::text).equals(Optional.of(SCRATCH));
    }

    Strategy parse() {
        Map<String, Supplier<Strategy>> strategies = new LinkedHashMap<>();
        strategies.put("extract", this::extract);
        strategies.put(FINETUNE, this::finetune);
        strategies.put(SCRATCH, this::scratch);
        section.require(STRATEGY, "write extract, finetune or scratch");
        return section.word(STRATEGY, strategies).orElse(this::finetune).get();
    }

    private Strategy extract() {
        NAMES.stream()
                .filter(name -> !name.equals(STRATEGY))
                .forEach(name -> section.refuse(name, "with strategy extract, which trains the head alone"));
        return new Strategy.Extract();
    }

    private Strategy finetune() {
        UnfreezeParser parser = new UnfreezeParser(section, model);
        Unfreeze unfreeze = parser.parse();
        boolean progressive = unfreeze instanceof Unfreeze.Progressive;
        WarmStart warmStart = section.word(WARM_START, Words.of(WarmStart.values(), WarmStart::keyword))
                .orElse(progressive ? WarmStart.NONE : WarmStart.PROBE);
        double decay = unfreeze instanceof Unfreeze.LastBlock ? Defaults.LAST_BLOCK_LAYER_DECAY : Defaults.LAYER_DECAY;
        return new Strategy.Finetune(
                unfreeze, warmStart, rates(decay, parser.trained(unfreeze)), batchNorm(BatchNorm.EVAL));
    }

    private Strategy scratch() {
        for (String name :
                List.of(UnfreezeParser.UNFREEZE, UnfreezeParser.STAGE_EPOCHS, UnfreezeParser.BOUNDARIES, WARM_START)) {
            section.refuse(name, "with strategy scratch, which trains everything from random numbers");
        }
        List<String> all = model.map(KnownModel::boundaries).orElse(List.of());
        return new Strategy.Scratch(rates(Defaults.SCRATCH_LAYER_DECAY, all), batchNorm(BatchNorm.TRAIN));
    }

    private Rates rates(double otherwise, List<String> trained) {
        Section listed = section.filled(LEARNING_RATES);
        Map<String, Double> rates = new LinkedHashMap<>();
        List<String> boundaries = model.map(KnownModel::boundaries).orElse(List.of());
        for (String name : listed.entries()) {
            if (!boundaries.isEmpty() && !boundaries.contains(name)) {
                listed.problem(name, Section.unknown(name, boundaries));
            } else if (!boundaries.isEmpty() && !trained.contains(name)) {
                listed.refuse(name, "beside <unfreeze>, which keeps that stage frozen");
            }
            listed.real(name, Range.POSITIVE).ifPresent(rate -> rates.put(name, rate));
        }
        return new Rates(section.real(LAYER_DECAY, Range.FACTOR, otherwise), rates);
    }

    private BatchNorm batchNorm(BatchNorm otherwise) {
        BatchNorm mode = section.word(BATCH_NORM, Words.of(BatchNorm.values(), BatchNorm::keyword))
                .orElse(otherwise);
        if (mode == BatchNorm.TRAIN && section.whole(BATCH_SIZE, 1, Defaults.BATCH_SIZE) < LEAST_BATCH) {
            section.problem(
                    BATCH_SIZE,
                    "must be " + LEAST_BATCH + " or more with batchNorm train, since a single picture has no variance;"
                            + " was '1'");
        }
        return mode;
    }
}
