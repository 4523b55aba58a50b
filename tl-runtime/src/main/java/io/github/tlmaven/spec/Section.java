package io.github.tlmaven.spec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * An element with its path, read child by child. What is wrong is noted and the default returned in its place, so that
 * reading goes on and finds the rest.
 */
final class Section {

    /** A reference to a property that Maven did not resolve. */
    static final Pattern UNRESOLVED = Pattern.compile("\\$\\{[^}]*}?");

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?([0-9]{1,40}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][+-]?[0-9]{1,3})?");
    private static final int LONGEST_QUOTE = 60;

    private final Setting setting;
    private final String path;
    private final Problems problems;
    private final Set<String> broken = new HashSet<>();

    Section(Setting setting, String path, Problems problems) {
        this.setting = setting;
        this.path = path;
        this.problems = problems;
    }

    /** Notes elements that are not known, given twice, or mixed with text. */
    void allow(Collection<String> known) {
        for (String name : entries()) {
            if (!known.contains(name)) {
                String guess = NearestName.of(name, known)
                        .map(n -> "; did you mean <" + n + ">?")
                        .orElse(";");
                problem(name, "is not known" + guess + " allowed here: " + list(known, "<", ">"));
            }
        }
    }

    /** As {@link #names()}; elements given twice, or mixed with text, are noted. */
    List<String> entries() {
        refuseText();
        List<String> names = names();
        for (String name : names) {
            if (setting.children().stream().filter(c -> c.name().equals(name)).count() > 1) {
                problem(name, "is given more than once");
            }
        }
        return names;
    }

    /** Notes text where elements belong. */
    void refuseText() {
        setting.text()
                .filter(t -> !UNRESOLVED.matcher(t).find())
                .ifPresent(t -> problems.add(path, "must hold elements, holds the text " + quoted(t)));
    }

    /** Names of the children, each once, in the document's order. */
    List<String> names() {
        return setting.children().stream().map(Setting::name).distinct().toList();
    }

    boolean has(String name) {
        return setting.child(name).isPresent();
    }

    /** Whether nothing was noted about a child. */
    boolean sound(String name) {
        return !broken.contains(name);
    }

    /** A child that holds elements; an empty one where it is absent. */
    Section section(String name) {
        return new Section(setting.child(name).orElseGet(() -> Setting.of(name)), pathOf(name), problems);
    }

    /** As {@link #section(String)}; one that is there and holds nothing is noted. */
    Section filled(String name) {
        if (setting.child(name)
                .filter(c -> c.children().isEmpty() && c.text().isEmpty())
                .isPresent()) {
            problem(name, "is empty; write elements into it or remove it");
        }
        return section(name);
    }

    /** The texts of a child's own children, all of which must have one name; in the document's order. */
    List<String> texts(String name, String element) {
        Section list = filled(name);
        list.refuseText();
        List<String> texts = new ArrayList<>();
        for (Setting each : list.children()) {
            Section single = new Section(Setting.of(name, each), list.path, problems);
            if (!each.name().equals(element)) {
                list.problem(each.name(), "is not known; allowed here: <" + element + ">");
            } else {
                single.text(element).ifPresent(texts::add);
            }
        }
        return texts;
    }

    /** All children, several of one name included, in the document's order. */
    List<Setting> children() {
        return setting.children();
    }

    /** One of the {@link #children()}. */
    Section section(Setting child) {
        return new Section(child, pathOf(child.name()), problems);
    }

    Optional<Setting> child(String name) {
        return setting.child(name);
    }

    /** A child that holds a text. */
    Optional<String> text(String name) {
        Optional<Setting> child = setting.child(name);
        if (child.isEmpty()) {
            return Optional.empty();
        }
        if (!child.get().children().isEmpty()) {
            problem(name, "must hold a value, holds elements");
            return Optional.empty();
        }
        Optional<String> text = child.get().text();
        if (text.isEmpty()) {
            problem(name, "is empty; write a value or remove the element");
        } else if (UNRESOLVED.matcher(text.get()).find()) {
            broken.add(name); // noted already, for the whole document
            return Optional.empty();
        }
        return text;
    }

    /** As {@link #text(String)} for a child that may be empty, or absent. */
    String textOrEmpty(String name) {
        boolean empty = setting.child(name)
                .map(c -> c.children().isEmpty() && c.text().isEmpty())
                .orElse(true);
        return empty ? "" : text(name).orElse("");
    }

    /** Notes a child that is not there. */
    void require(String name, String what) {
        if (!has(name)) {
            problem(name, "is missing; " + what);
        }
    }

    /** A text that must be there; empty where it is not. */
    String required(String name, String what) {
        require(name, what);
        return text(name).orElse("");
    }

    int whole(String name, int least, int otherwise) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (WHOLE.matcher(text.get()).matches()) {
            long number = Long.parseLong(text.get());
            if (number >= least && number <= Integer.MAX_VALUE) {
                return (int) number;
            }
        }
        problem(name, "must be a whole number of " + least + " or more, was " + quoted(text.get()));
        return otherwise;
    }

    long wholeLong(String name, long otherwise) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        Optional<Long> number = wholeNumber(text.get());
        if (number.isEmpty()) {
            problem(name, "must be a whole number, was " + quoted(text.get()));
        }
        return number.orElse(otherwise);
    }

    double real(String name, Range range, double otherwise) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        Optional<Double> number =
                decimal(text.get()).map(BigDecimal::doubleValue).filter(Double::isFinite);
        if (number.isPresent() && range.holds().test(number.get())) {
            return number.get();
        }
        problem(name, "must be " + range.expected() + ", was " + quoted(text.get()));
        return otherwise;
    }

    /** As {@link #whole(String, int, int)}, where absence has a meaning of its own. */
    OptionalInt whole(String name, int least) {
        int value = whole(name, least, least - 1);
        return value < least ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /** As {@link #real(String, Range, double)}, where absence has a meaning of its own. */
    OptionalDouble real(String name, Range range) {
        double value = real(name, range, Double.NaN);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** As {@link #real(String, Range, double)}, where the word none may stand for absence. */
    OptionalDouble realOrNone(String name, Range range, OptionalDouble otherwise) {
        if (isNone(name)) {
            return OptionalDouble.empty();
        }
        OptionalDouble value = real(name, range);
        return value.isPresent() ? value : otherwise;
    }

    /** As {@link #whole(String, int)}, where the word none may stand for absence. */
    OptionalInt wholeOrNone(String name, int least) {
        return isNone(name) ? OptionalInt.empty() : whole(name, least);
    }

    private boolean isNone(String name) {
        return child(name).flatMap(Setting::text).equals(Optional.of(TrainingCodec.NONE));
    }

    /** A word of a closed list. */
    <E> Optional<E> word(String name, Map<String, E> words) {
        Optional<String> text = text(name);
        if (text.isPresent() && !words.containsKey(text.get())) {
            problem(name, unknown(text.get(), words.keySet()));
        }
        return text.map(words::get);
    }

    /** Notes a child that has no effect beside another. */
    void refuse(String name, String reason) {
        if (has(name)) {
            problem(name, "has no effect " + reason + "; remove it");
        }
    }

    void problem(String name, String message) {
        broken.add(name);
        problems.add(pathOf(name), message);
    }

    private String pathOf(String name) {
        return path + "<" + name + ">";
    }

    static String unknown(String typed, Collection<String> known) {
        String guess = NearestName.of(typed, known)
                .map(n -> "; did you mean " + n + "?")
                .orElse(";");
        return quoted(typed) + " is not known" + guess + " allowed: " + list(known, "", "");
    }

    static Optional<Long> wholeNumber(String text) {
        return WHOLE.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    static Optional<BigDecimal> decimal(String text) {
        return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    static String quoted(String text) {
        return text.length() <= LONGEST_QUOTE ? "'" + text + "'" : "'" + text.substring(0, LONGEST_QUOTE) + "…'";
    }

    static String list(Collection<String> names, String before, String after) {
        UnaryOperator<String> wrap = name -> before + name + after;
        List<String> wrapped = names.stream().map(wrap).toList();
        return String.join(", ", wrapped);
    }
}
