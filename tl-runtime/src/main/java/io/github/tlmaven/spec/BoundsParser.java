package io.github.tlmaven.spec;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** Reads {@link Bounds}: two numbers with a comma between, or one that stands for both. */
final class BoundsParser {

    private static final int ENDS = 2;

    private BoundsParser() {}

    /**
     * Reads a child of a section; what is wrong is noted and the default returned.
     *
     * @param range what each of the numbers may be
     */
    static Bounds parse(Section section, String name, Range range, Bounds otherwise) {
        Optional<String> text = section.text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        String[] parts = text.get().split(",", -1);
        double[] numbers = Arrays.stream(parts)
                .map(String::strip)
                .map(Section::decimal)
                .flatMap(Optional::stream)
                .mapToDouble(BigDecimal::doubleValue)
                .filter(value -> Double.isFinite(value) && range.holds().test(value))
                .toArray();
        boolean sound = numbers.length == parts.length && numbers.length <= ENDS;
        if (!sound || numbers[0] > numbers[numbers.length - 1]) {
            section.problem(
                    name,
                    "must be two numbers with a comma between, the lower one first, or one number, each "
                            + range.expected() + ", was " + Section.quoted(text.get()));
            return otherwise;
        }
        return new Bounds(numbers[0], numbers[numbers.length - 1]);
    }
}
