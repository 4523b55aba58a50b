package io.github.tlmaven.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the elements about the learning rate's way through the training. */
final class ScheduleParser {

    private static final String SCHEDULE = "schedule";
    private static final String WARMUP = "warmupEpochs";
    private static final String STEP_EPOCHS = "stepEpochs";
    private static final String MILESTONES = "milestones";
    private static final String GAMMA = "gamma";
    private static final String POWER = "power";
    private static final String FINAL_FACTOR = "finalFactor";
    private static final String PEAK_AT = "peakAt";

    static final List<String> NAMES =
            List.of(SCHEDULE, WARMUP, STEP_EPOCHS, MILESTONES, GAMMA, POWER, FINAL_FACTOR, PEAK_AT);

    private static final String DEFAULT = "cosine";
    private static final String ONE_CYCLE = "one-cycle";

    private static final Map<String, Function<ScheduleParser, Decay>> DECAYS = decays();

    private static final Companions OPTIONS = new Companions(SCHEDULE, options());

    private final Section section;
    private final int epochs;

    /**
     * Reads nothing yet.
     *
     * @param epochs of the training; with {@code <epochs>} that is not sound, its default
     */
    ScheduleParser(Section section, int epochs) {
        this.section = section;
        this.epochs = epochs;
    }

    private static Map<String, Function<ScheduleParser, Decay>> decays() {
        Map<String, Function<ScheduleParser, Decay>> readers = new LinkedHashMap<>();
        readers.put(DEFAULT, ScheduleParser::cosine);
        readers.put("constant", parser -> new Decay.Constant());
        readers.put("step", ScheduleParser::step);
        readers.put("multi-step", ScheduleParser::multiStep);
        readers.put("exponential", parser -> new Decay.Exponential(parser.factor(GAMMA, Defaults.EXPONENTIAL_GAMMA)));
        readers.put(
                "polynomial",
                parser -> new Decay.Polynomial(parser.section.real(POWER, Range.POSITIVE, Defaults.POWER)));
        readers.put(
                ONE_CYCLE, parser -> new Decay.OneCycle(parser.section.real(PEAK_AT, Range.SHARE, Defaults.PEAK_AT)));
        return readers;
    }

    private static Map<String, List<String>> options() {
        Map<String, List<String>> options = new LinkedHashMap<>();
        options.put(STEP_EPOCHS, List.of("step"));
        options.put(MILESTONES, List.of("multi-step"));
        options.put(GAMMA, List.of("step", "multi-step", "exponential"));
        options.put(POWER, List.of("polynomial"));
        options.put(FINAL_FACTOR, List.of(DEFAULT));
        options.put(PEAK_AT, List.of(ONE_CYCLE));
        return options;
    }

    ScheduleSpec parse() {
        Optional<Function<ScheduleParser, Decay>> reader = section.word(SCHEDULE, DECAYS);
        if (section.sound(SCHEDULE)) {
            OPTIONS.refuseOthers(section, section.text(SCHEDULE).orElse(DEFAULT));
        }
        Decay decay = reader.orElse(ScheduleParser::cosine).apply(this);
        if (decay instanceof Decay.OneCycle) {
            if (section.whole(WARMUP, 0, 0) > 0) {
                section.refuse(WARMUP, "with schedule one-cycle, which rises by itself until <peakAt>");
            }
            return new ScheduleSpec(0, decay);
        }
        int warmup = warmup();
        if (decay instanceof Decay.MultiStep steps) {
            checkMilestones(steps, warmup);
        }
        return new ScheduleSpec(warmup, decay);
    }

    private int warmup() {
        int otherwise = Math.min(Defaults.WARMUP_EPOCHS, epochs - 1);
        int warmup = section.whole(WARMUP, 0, otherwise);
        if (warmup < epochs) {
            return warmup;
        }
        if (section.sound("epochs")) {
            section.problem(WARMUP, "must be below the " + epochs + " epochs, was '" + warmup + "'");
        }
        return otherwise;
    }

    private double factor(String name, double otherwise) {
        return section.real(name, Range.FACTOR, otherwise);
    }

    private Decay cosine() {
        return new Decay.Cosine(section.real(FINAL_FACTOR, Range.FRACTION, Defaults.FINAL_FACTOR));
    }

    private Decay step() {
        int otherwise = Math.max(1, epochs / Defaults.STEPS_IN_A_TRAINING);
        return new Decay.Step(section.whole(STEP_EPOCHS, 1, otherwise), factor(GAMMA, Defaults.STEP_GAMMA));
    }

    private Decay multiStep() {
        section.require(MILESTONES, "write epochs with commas between, as 6,9");
        double gamma = factor(GAMMA, Defaults.STEP_GAMMA);
        Optional<String> text = section.text(MILESTONES);
        List<Integer> milestones = new ArrayList<>();
        boolean rising = true;
        for (String part : text.orElse("1").split(",", -1)) {
            int epoch = Section.wholeNumber(part.strip())
                    .filter(number -> number >= 1 && number <= Integer.MAX_VALUE)
                    .map(Long::intValue)
                    .orElse(0);
            rising &= epoch > (milestones.isEmpty() ? 0 : milestones.get(milestones.size() - 1));
            milestones.add(epoch);
        }
        if (rising) {
            return new Decay.MultiStep(milestones, gamma);
        }
        section.problem(
                MILESTONES,
                "must be rising whole numbers from 1 with commas between, as 6,9, was "
                        + Section.quoted(text.orElse("")));
        return new Decay.MultiStep(List.of(1), gamma);
    }

    private void checkMilestones(Decay.MultiStep steps, int warmup) {
        int last = steps.milestones().get(steps.milestones().size() - 1);
        boolean sound = section.has(MILESTONES) && section.sound(MILESTONES) && section.sound("epochs");
        if (sound && last >= epochs - warmup) {
            section.problem(
                    MILESTONES,
                    "must be below the " + (epochs - warmup) + " epochs behind the warm-up, was '" + last + "'");
        }
    }
}
