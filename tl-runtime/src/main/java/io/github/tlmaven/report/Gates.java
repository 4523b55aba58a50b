package io.github.tlmaven.report;

import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.spec.Gate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Judges gates on the mean over all seeds of the plan, with exact numbers. What cannot be judged fails. */
public final class Gates {

    private static final int FEWEST_DECIMALS = 4;
    private static final int MOST_DECIMALS = 17;

    private Gates() {}

    /** One outcome a gate, in the plan's order. */
    public static List<GateOutcome> judge(Results results) {
        return results.plan().gates().stream().map(gate -> judge(gate, results)).toList();
    }

    private static GateOutcome judge(Gate gate, Results results) {
        Optional<Summary> summary = results.experiment(gate.experiment()).flatMap(each -> each.summary(gate.set()));
        if (summary.isEmpty()
                || summary.get().seeds().size() < results.plan().seeds().size()) {
            return failed(gate, whatIsMissing(gate, results));
        }
        return judge(gate, summary.get());
    }

    private static GateOutcome judge(Gate gate, Summary summary) {
        return switch (gate.metric()) {
            case ACCURACY -> outcome(gate, summary.accuracy(), order(gate, summary));
            case ACCURACY_LOW -> judge(gate, summary.accuracyInterval().low());
            case MACRO_F1 -> judge(gate, summary.mean(Scores::macroF1));
        };
    }

    /** Judges a number that is not a ratio of counts. */
    static GateOutcome judge(Gate gate, double actual) {
        if (!Double.isFinite(actual)) {
            return failed(gate, gate.metric().keyword() + " is " + actual + ", which is no number to judge");
        }
        return outcome(gate, actual, new BigDecimal(actual).compareTo(gate.limit()));
    }

    /** Compares correct / pictures with the limit by multiplying, so that nothing is rounded. */
    private static int order(Gate gate, Summary summary) {
        BigDecimal pictures = BigDecimal.valueOf(summary.picturesSum());
        return BigDecimal.valueOf(summary.correctSum()).compareTo(gate.limit().multiply(pictures));
    }

    private static GateOutcome outcome(Gate gate, double actual, int order) {
        boolean passed = gate.comparison().accepts(order);
        String text = gate.metric().keyword() + " on " + gate.set() + " is " + rounded(actual, gate.limit(), order)
                + ", " + (passed ? "as required: " : "but required is ")
                + gate.comparison().sign() + " "
                + gate.limit().toPlainString();
        return new GateOutcome(gate, passed, OptionalDouble.of(actual), text);
    }

    /** With as many decimals as it takes to stand on the same side of the limit as the exact value. */
    private static String rounded(double actual, BigDecimal limit, int order) {
        for (int decimals = FEWEST_DECIMALS; decimals < MOST_DECIMALS; decimals++) {
            BigDecimal rounded = new BigDecimal(actual).setScale(decimals, RoundingMode.HALF_EVEN);
            if (Integer.signum(rounded.compareTo(limit)) == Integer.signum(order)) {
                return rounded.toPlainString();
            }
        }
        return new BigDecimal(actual).toPlainString();
    }

    private static String whatIsMissing(Gate gate, Results results) {
        return results.missing().stream()
                .filter(each -> each.cell().experiment().equals(gate.experiment()))
                .map(Missing::text)
                .findFirst()
                .orElse("there are no results of " + gate.experiment() + " on " + gate.set());
    }

    private static GateOutcome failed(Gate gate, String reason) {
        return new GateOutcome(gate, false, OptionalDouble.empty(), "nothing to judge: " + reason);
    }
}
