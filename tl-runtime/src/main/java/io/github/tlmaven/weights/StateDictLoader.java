package io.github.tlmaven.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.failure.WeightsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes from a file exactly the tensors that a network has, or none: a name that is missing, unexpected or of another
 * shape is an error. Only PyTorch's {@code num_batches_tracked}, which counts training steps and enters no result, may
 * be there or not.
 */
public final class StateDictLoader {

    private static final String STEP_COUNTER = "num_batches_tracked";

    private StateDictLoader() {}

    /**
     * Loads all expected tensors.
     *
     * @param expected the network's names and shapes, in the order wanted
     * @param replaced names that the caller makes anew, such as a classifier for other classes: not loaded, whatever
     *                 their shape, and not missed
     * @param manager  owner of the arrays
     * @throws WeightsException if names or shapes differ; lists every difference, and nothing has been loaded
     */
    public static LoadedTensors load(
            SafetensorsFile file, Map<String, Shape> expected, Set<String> replaced, NDManager manager) {
        Map<String, Shape> wanted = new LinkedHashMap<>(expected);
        wanted.keySet().removeIf(name -> replaced.contains(name) || isStepCounter(name));
        checkFits(file, wanted, replaced);
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (String name : wanted.keySet()) {
            arrays.put(name, file.toNDArray(manager, name));
        }
        List<String> skipped =
                file.names().stream().filter(replaced::contains).sorted().toList();
        return new LoadedTensors(arrays, skipped);
    }

    private static void checkFits(SafetensorsFile file, Map<String, Shape> wanted, Set<String> replaced) {
        Set<String> found = new TreeSet<>(file.names());
        found.removeIf(name -> replaced.contains(name) || isStepCounter(name));
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
        String differences = section("missing", missing)
                + section("unexpected", unexpected)
                + section("of another shape", misshapen);
        if (!differences.isEmpty()) {
            throw new WeightsException(
                    "Weights " + file.origin() + " do not fit: " + wanted.size() + " tensors expected, " + found.size()
                            + " found;" + differences,
                    "name the architecture that the file was made for, or a file made for this architecture.");
        }
    }

    private static String section(String title, ProblemList problems) {
        return problems.isEmpty() ? "" : System.lineSeparator() + problems.size() + " " + title + ":" + problems.text();
    }

    private static boolean isStepCounter(String name) {
        return name.equals(STEP_COUNTER) || name.endsWith("." + STEP_COUNTER);
    }
}
