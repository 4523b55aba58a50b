package io.github.tlmaven.spec;

import io.github.tlmaven.spec.LossSpec.ClassWeights;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the elements about what training minimises. */
final class LossParser {

    private static final String LOSS = "loss";
    private static final String LABEL_SMOOTHING = "labelSmoothing";
    private static final String FOCAL_GAMMA = "focalGamma";
    private static final String CLASS_WEIGHTS = "classWeights";

    static final List<String> NAMES = List.of(LOSS, LABEL_SMOOTHING, FOCAL_GAMMA, CLASS_WEIGHTS);

    private static final String CROSS_ENTROPY = "cross-entropy";
    private static final String FOCAL = "focal";
    private static final String FORM =
            "must be none, balanced, or classes with their weights above 0, as cat=1, dog=2.5";

    private static final Companions OPTIONS =
            new Companions(LOSS, Map.of(LABEL_SMOOTHING, List.of(CROSS_ENTROPY), FOCAL_GAMMA, List.of(FOCAL)));

    private final Section section;

    LossParser(Section section) {
        this.section = section;
    }

    LossSpec parse() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(CROSS_ENTROPY, CROSS_ENTROPY);
        words.put(FOCAL, FOCAL);
        String word = section.word(LOSS, words).orElse(CROSS_ENTROPY);
        if (section.sound(LOSS)) {
            OPTIONS.refuseOthers(section, word);
        }
        if (word.equals(FOCAL)) {
            double gamma = section.real(FOCAL_GAMMA, Range.NOT_NEGATIVE, Defaults.FOCAL_GAMMA);
            return new LossSpec.Focal(gamma, classWeights());
        }
        double smoothing = section.real(LABEL_SMOOTHING, Range.FRACTION, Defaults.LABEL_SMOOTHING);
        return new LossSpec.CrossEntropy(smoothing, classWeights());
    }

    private ClassWeights classWeights() {
        String text = section.text(CLASS_WEIGHTS).orElse(TrainingCodec.NONE);
        if (text.equals(TrainingCodec.NONE)) {
            return new ClassWeights.None();
        }
        if (text.equals(TrainingCodec.BALANCED)) {
            return new ClassWeights.Balanced();
        }
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int sign = part.lastIndexOf('=');
            String name = sign < 0 ? "" : part.substring(0, sign).strip();
            Optional<Double> weight = Section.decimal(part.substring(sign + 1).strip())
                    .map(BigDecimal::doubleValue)
                    .filter(value -> value > 0 && Double.isFinite(value));
            if (name.isEmpty() || weight.isEmpty()) {
                section.problem(CLASS_WEIGHTS, FORM + ", was " + Section.quoted(part.strip()));
                return new ClassWeights.None();
            }
            if (weights.put(name, weight.get()) != null) {
                section.problem(CLASS_WEIGHTS, "names the class " + Section.quoted(name) + " more than once");
            }
        }
        return new ClassWeights.Given(weights);
    }
}
