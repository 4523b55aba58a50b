package io.github.tlmaven.weights;

import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.failure.WeightsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Compares a file with the tensors that a network has: a name that is missing, unexpected or of another shape is an
 * error. Only PyTorch's {@code num_batches_tracked}, which counts training steps and enters no result, may be there or
 * not.
 */
final class StrictFit {

    private static final String STEP_COUNTER = "num_batches_tracked";

    private final WeightsFile file;
    private final Map<String, Shape> wanted;
    private final Set<String> found;

    /**
     * @param expected the network's names and shapes, in the order wanted
     * @param replaced names that are made anew, such as a classifier for other classes: not loaded, whatever their shape,
     *                 and not missed
     */
    StrictFit(WeightsFile file, Map<String, Shape> expected, Predicate<String> replaced) {
        Predicate<String> left = replaced.or(StrictFit::isStepCounter);
        this.file = file;
        this.wanted = new LinkedHashMap<>(expected);
        wanted.keySet().removeIf(left);
        this.found = new TreeSet<>(file.names());
        found.removeIf(left);
    }

    /** Whether all names and shapes agree. */
    boolean holds() {
        return found.equals(wanted.keySet())
                && wanted.entrySet().stream()
                        .allMatch(entry -> file.tensor(entry.getKey()).shape().equals(entry.getValue()));
    }

    /**
     * Names to load, in the order wanted.
     *
     * @param hint ends the message's first sentence where something is known about the file, such as what it does fit
     * @throws WeightsException if names or shapes differ; lists every difference
     */
    List<String> names(Supplier<String> hint) {
        if (holds()) {
            return List.copyOf(wanted.keySet());
        }
        throw new WeightsException(
                "Weights " + file.origin() + " do not fit" + hint.get() + ": " + wanted.size() + " tensors expected, "
                        + found.size() + " found;" + differences(),
                "name the architecture that the file was made for, or a file made for this architecture.");
    }

    private String differences() {
        Set<String> all = new TreeSet<>(found);
        all.addAll(wanted.keySet());
        ProblemList missing = new ProblemList();
        ProblemList unexpected = new ProblemList();
        ProblemList misshapen = new ProblemList();
        for (String name : all) {
            Shape shape = wanted.get(name);
            if (shape == null) {
                unexpected.add(name + " " + file.tensor(name).shape());
            } else if (!found.contains(name)) {
                missing.add(name + " " + shape);
            } else if (!shape.equals(file.tensor(name).shape())) {
                misshapen.add(name + ": expected " + shape + ", found "
                        + file.tensor(name).shape());
            }
        }
        return section("missing", missing) + section("unexpected", unexpected) + section("of another shape", misshapen);
    }

    private static String section(String title, ProblemList problems) {
        return problems.isEmpty() ? "" : System.lineSeparator() + problems.size() + " " + title + ":" + problems.text();
    }

    /** Whether it counts training steps, which no network here reads. */
    static boolean isStepCounter(String name) {
        return name.equals(STEP_COUNTER) || name.endsWith("." + STEP_COUNTER);
    }
}
