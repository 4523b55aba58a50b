package io.github.tlmaven.spec;

import io.github.tlmaven.spec.OptimizerSpec.Moments;
import io.github.tlmaven.spec.UpdateSpec.Clipping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Reads the elements about a step: the optimizer and its options, clipping, and the average of weights. */
final class OptimizerParser {

    private static final String OPTIMIZER = "optimizer";
    private static final String LEARNING_RATE = "learningRate";
    private static final String MOMENTUM = "momentum";
    private static final String DAMPENING = "dampening";
    private static final String NESTEROV = "nesterov";
    private static final String BETA1 = "beta1";
    private static final String BETA2 = "beta2";
    private static final String ALPHA = "alpha";
    private static final String EPSILON = "epsilon";
    private static final String WEIGHT_DECAY = "weightDecay";
    private static final String DECAY_ALL = "decayAll";
    private static final String CLIP_NORM = "clipNorm";
    private static final String CLIP_VALUE = "clipValue";
    private static final String EMA_DECAY = "emaDecay";

    static final List<String> NAMES = List.of(
            OPTIMIZER,
            LEARNING_RATE,
            MOMENTUM,
            DAMPENING,
            NESTEROV,
            BETA1,
            BETA2,
            ALPHA,
            EPSILON,
            WEIGHT_DECAY,
            DECAY_ALL,
            CLIP_NORM,
            CLIP_VALUE,
            EMA_DECAY);

    private static final String DEFAULT = "adamw";

    private static final Map<String, Function<OptimizerParser, OptimizerSpec>> OPTIMIZERS = optimizers();

    private static final Companions OPTIONS = new Companions(OPTIMIZER, options());

    private final Section section;

    OptimizerParser(Section section) {
        this.section = section;
    }

    private static Map<String, Function<OptimizerParser, OptimizerSpec>> optimizers() {
        Map<String, Function<OptimizerParser, OptimizerSpec>> readers = new LinkedHashMap<>();
        readers.put(DEFAULT, OptimizerParser::adamW);
        readers.put("adam", OptimizerParser::adam);
        readers.put("sgd", OptimizerParser::sgd);
        readers.put("rmsprop", OptimizerParser::rmsProp);
        return readers;
    }

    private static Map<String, List<String>> options() {
        Map<String, List<String>> options = new LinkedHashMap<>();
        options.put(MOMENTUM, List.of("sgd", "rmsprop"));
        options.put(DAMPENING, List.of("sgd"));
        options.put(NESTEROV, List.of("sgd"));
        options.put(BETA1, List.of(DEFAULT, "adam"));
        options.put(BETA2, List.of(DEFAULT, "adam"));
        options.put(ALPHA, List.of("rmsprop"));
        options.put(EPSILON, List.of(DEFAULT, "adam", "rmsprop"));
        return options;
    }

    UpdateSpec parse() {
        Optional<Function<OptimizerParser, OptimizerSpec>> reader = section.word(OPTIMIZER, OPTIMIZERS);
        if (section.sound(OPTIMIZER)) {
            OPTIONS.refuseOthers(section, section.text(OPTIMIZER).orElse(DEFAULT));
        }
        OptimizerSpec optimizer = reader.orElse(OptimizerParser::adamW).apply(this);
        boolean decayAll = section.word(DECAY_ALL, Words.FLAGS).orElse(false);
        return new UpdateSpec(optimizer, decayAll, clipping(), average());
    }

    private double rate(double otherwise) {
        return section.real(LEARNING_RATE, Range.POSITIVE, otherwise);
    }

    private double decay(double otherwise) {
        return section.real(WEIGHT_DECAY, Range.NOT_NEGATIVE, otherwise);
    }

    private OptimizerSpec adamW() {
        return new OptimizerSpec.AdamW(rate(Defaults.ADAM_RATE), moments(), decay(Defaults.ADAMW_DECAY));
    }

    private OptimizerSpec adam() {
        return new OptimizerSpec.Adam(rate(Defaults.ADAM_RATE), moments(), decay(Defaults.PLAIN_DECAY));
    }

    private Moments moments() {
        return new Moments(
                section.real(BETA1, Range.FRACTION, Moments.TORCH.beta1()),
                section.real(BETA2, Range.FRACTION, Moments.TORCH.beta2()),
                section.real(EPSILON, Range.POSITIVE, Moments.TORCH.epsilon()));
    }

    private OptimizerSpec sgd() {
        double momentum = section.real(MOMENTUM, Range.FRACTION, Defaults.SGD_MOMENTUM);
        double dampening = section.real(DAMPENING, Range.FRACTION, Defaults.SGD_DAMPENING);
        boolean nesterov = section.word(NESTEROV, Words.FLAGS).orElse(false);
        if (momentum == 0) {
            section.refuse(DAMPENING, "without momentum");
        }
        if (nesterov && (momentum == 0 || dampening > 0)) {
            section.problem(NESTEROV, "needs a <momentum> above 0 and no <dampening>");
            nesterov = false;
        }
        return new OptimizerSpec.Sgd(rate(Defaults.SGD_RATE), momentum, dampening, nesterov, decay(Defaults.SGD_DECAY));
    }

    private OptimizerSpec rmsProp() {
        return new OptimizerSpec.RmsProp(
                rate(Defaults.RMSPROP_RATE),
                section.real(ALPHA, Range.FRACTION, Defaults.RMSPROP_ALPHA),
                section.real(EPSILON, Range.POSITIVE, Moments.TORCH.epsilon()),
                section.real(MOMENTUM, Range.FRACTION, Defaults.RMSPROP_MOMENTUM),
                decay(Defaults.PLAIN_DECAY));
    }

    private Clipping clipping() {
        OptionalDouble value = section.realOrNone(CLIP_VALUE, Range.POSITIVE, OptionalDouble.empty());
        OptionalDouble unlessValue = value.isPresent() ? OptionalDouble.empty() : OptionalDouble.of(Defaults.CLIP_NORM);
        OptionalDouble norm = section.realOrNone(CLIP_NORM, Range.POSITIVE, unlessValue);
        if (value.isPresent() && norm.isPresent()) {
            section.problem(CLIP_VALUE, "cannot stand beside <clipNorm>; keep one of the two");
        }
        return Clipping.of(value.isPresent() ? OptionalDouble.empty() : norm, value);
    }

    private OptionalDouble average() {
        return section.realOrNone(EMA_DECAY, Range.SHARE, OptionalDouble.empty());
    }
}
