package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code <preprocessing>}. */
final class PreprocessingParser {

    private static final Range ANY = new Range(value -> true, "a number");

    private PreprocessingParser() {}

    static PreprocessingSpec parse(Section section) {
        section.allow(List.of(
                PreprocessingJson.RESIZE,
                PreprocessingJson.CROP,
                PreprocessingJson.INTERPOLATION,
                PreprocessingJson.MEAN,
                PreprocessingJson.STD));
        return new PreprocessingSpec(
                section.whole(PreprocessingJson.RESIZE, 1),
                section.word(PreprocessingJson.INTERPOLATION, Words.of(Interpolation.values(), Interpolation::keyword)),
                section.whole(PreprocessingJson.CROP, 1),
                channels(section, PreprocessingJson.MEAN, ANY),
                channels(section, PreprocessingJson.STD, Range.POSITIVE));
    }

    private static Optional<List<Double>> channels(Section section, String name, Range range) {
        Optional<String> text = section.text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<Double> numbers = new ArrayList<>();
        String[] parts = text.get().split(",", -1);
        for (String part : parts) {
            Section.decimal(part.strip())
                    .map(BigDecimal::doubleValue)
                    .filter(value -> Double.isFinite(value) && range.holds().test(value))
                    .ifPresent(numbers::add);
        }
        if (parts.length != Preprocessing.CHANNELS || numbers.size() != parts.length) {
            section.problem(
                    name,
                    "must be three numbers with commas between, for red, green and blue, each " + range.expected()
                            + ", was " + Section.quoted(text.get()));
            return Optional.empty();
        }
        return Optional.of(numbers);
    }

    /**
     * Notes sizes that do not fit the model or each other.
     *
     * @param base what comes with the weights; absent where only their file can tell
     */
    static void check(Section section, PreprocessingSpec stated, KnownModel model, Optional<Preprocessing> base) {
        OptionalInt crop = stated.crop();
        if (crop.isPresent() && crop.getAsInt() < model.minimumInput()) {
            section.problem(
                    PreprocessingJson.CROP,
                    "must be " + model.minimumInput() + " or more, the smallest input of " + model.name() + ", was "
                            + crop.getAsInt());
        }
        int side = crop.orElse(base.map(Preprocessing::crop).orElse(0));
        int resized = stated.resize().orElse(base.map(Preprocessing::resize).orElse(Integer.MAX_VALUE));
        if (resized < side) {
            boolean resizeStated = stated.resize().isPresent();
            section.problem(
                    resizeStated ? PreprocessingJson.RESIZE : PreprocessingJson.CROP,
                    resizeStated
                            ? "must be " + side + " or more, the side of the crop, was " + resized
                            : "must be at most " + resized + ", the <resize> of the weights, was " + side
                                    + "; state <resize> too");
        }
    }
}
