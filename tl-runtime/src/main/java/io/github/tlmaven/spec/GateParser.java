package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Gate.Comparison;
import io.github.tlmaven.spec.Gate.Metric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code <gates>}: for an experiment's id one condition, or several with commas between. */
final class GateParser {

    private static final Pattern CONDITION = Pattern.compile(
            "(?<metric>[\\w-]+)(?:\\s+on\\s+(?<set>[^\\s<>=]+))?\\s*(?<sign>>=|<=|>|<)\\s*(?<limit>\\S+)");
    private static final Map<String, Metric> METRICS = Words.of(Metric.values(), Metric::keyword);
    private static final Map<String, Comparison> SIGNS = Words.of(Comparison.values(), Comparison::sign);

    private final Section gates;
    private final Collection<String> sets;

    private GateParser(Section gates, Collection<String> sets) {
        this.gates = gates;
        this.sets = sets;
    }

    /**
     * @param experiments ids that may be judged
     * @param sets        names that may stand behind "on"
     */
    static List<Gate> parse(Section gates, Collection<String> experiments, Collection<String> sets) {
        GateParser parser = new GateParser(gates, sets);
        List<Gate> all = new ArrayList<>();
        for (String id : gates.entries()) {
            if (!experiments.contains(id)) {
                gates.problem(id, "must be named after an experiment: " + Section.unknown(id, experiments));
            } else {
                gates.text(id).ifPresent(text -> all.addAll(parser.conditions(id, text)));
            }
        }
        return all;
    }

    private List<Gate> conditions(String id, String text) {
        List<Gate> conditions = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = CONDITION.matcher(part.strip());
            if (matcher.matches()) {
                condition(id, matcher).ifPresent(conditions::add);
            } else {
                gates.problem(
                        id,
                        "must read like 'accuracy >= 0.80' or 'accuracy on "
                                + sets.iterator().next()
                                + " >= 0.68', several with commas between, was " + Section.quoted(part.strip())
                                + "; in XML < is written &lt;");
            }
        }
        return conditions;
    }

    private Optional<Gate> condition(String id, Matcher matcher) {
        Optional<Metric> metric = known(id, matcher.group("metric"), "metric", METRICS);
        String named = matcher.group("set");
        String set = named == null ? Plan.TEST_SET : named;
        boolean setKnown = sets.contains(set);
        if (!setKnown) {
            gates.problem(id, "evaluation set " + Section.unknown(set, sets));
        }
        Optional<BigDecimal> limit = Section.decimal(matcher.group("limit"))
                .filter(value -> value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0);
        if (limit.isEmpty()) {
            gates.problem(
                    id,
                    "the limit must be a number from 0 to 1, as 0.80 for 80 %, was "
                            + Section.quoted(matcher.group("limit")));
        }
        Comparison comparison = SIGNS.getOrDefault(matcher.group("sign"), Comparison.AT_LEAST);
        return setKnown && limit.isPresent()
                ? metric.map(m -> new Gate(id, m, set, comparison, limit.get()))
                : Optional.empty();
    }

    private <E> Optional<E> known(String id, String word, String what, Map<String, E> words) {
        Optional<E> value = Optional.ofNullable(words.get(word));
        if (value.isEmpty()) {
            gates.problem(id, what + " " + Section.unknown(word, words.keySet()));
        }
        return value;
    }
}
