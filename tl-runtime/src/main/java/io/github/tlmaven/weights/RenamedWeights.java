package io.github.tlmaven.weights;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.Rename;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A file under other names: each rule is applied to every name, in order, to what the rules before it made of it. */
public final class RenamedWeights implements WeightsFile {

    private final WeightsFile file;
    private final Map<String, String> originals;
    private final List<String> adjustments;

    private RenamedWeights(WeightsFile file, Map<String, String> originals, List<String> adjustments) {
        this.file = file;
        this.originals = originals;
        this.adjustments = adjustments;
    }

    /**
     * Renames the tensors of a file.
     *
     * @param file  closed with the result
     * @param rules may be empty
     * @throws WeightsException if two tensors come to the same name; names all of them, and the file stays open
     */
    public static WeightsFile of(WeightsFile file, List<Rename> rules) {
        if (rules.isEmpty()) {
            return file;
        }
        List<String> adjustments = new ArrayList<>(file.adjustments());
        List<String> names = List.copyOf(file.names());
        List<String> renamed = names;
        for (Rename rule : rules) {
            Pattern pattern = rule.pattern();
            List<String> before = renamed;
            renamed = before.stream()
                    .map(name -> pattern.matcher(name).replaceAll(rule.to()))
                    .toList();
            adjustments.add(sentence(rule, before, renamed));
        }
        Map<String, List<String>> origins = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            origins.computeIfAbsent(renamed.get(i), name -> new ArrayList<>()).add(names.get(i));
        }
        checkDistinct(file, origins);
        Map<String, String> originals = new LinkedHashMap<>();
        origins.forEach((name, from) -> originals.put(name, from.get(0)));
        return new RenamedWeights(file, Collections.unmodifiableMap(originals), List.copyOf(adjustments));
    }

    private static String sentence(Rename rule, List<String> before, List<String> after) {
        long changed = 0;
        for (int i = 0; i < before.size(); i++) {
            changed += before.get(i).equals(after.get(i)) ? 0 : 1;
        }
        return "renamed " + changed + " of " + before.size() + " tensors by '" + rule.from() + "' → '" + rule.to()
                + "'";
    }

    private static void checkDistinct(WeightsFile file, Map<String, List<String>> origins) {
        ProblemList collisions = new ProblemList();
        origins.forEach((name, from) -> {
            if (from.size() > 1) {
                collisions.add("'" + name + "': from "
                        + from.stream().map(origin -> "'" + origin + "'").collect(Collectors.joining(", ")));
            }
        });
        if (!collisions.isEmpty()) {
            throw new WeightsException(
                    "The rules of <rename> give the same name to several tensors of " + file.origin() + ":"
                            + collisions.text(),
                    "make the expressions of <rename> narrower.");
        }
    }

    private String original(String name) {
        String original = originals.get(name);
        if (original == null) {
            throw new WeightsException(
                    "Weights " + origin() + " have no tensor '" + ProblemList.shown(name) + "' after renaming",
                    "use a file of the right architecture, or other rules in <rename>.");
        }
        return original;
    }

    @Override
    public String origin() {
        return file.origin();
    }

    @Override
    public Sha256 digest() {
        return file.digest();
    }

    @Override
    public Map<String, String> metadata() {
        return file.metadata();
    }

    @Override
    public List<String> adjustments() {
        return adjustments;
    }

    @Override
    public Set<String> names() {
        return originals.keySet();
    }

    @Override
    public TensorInfo tensor(String name) {
        return file.tensor(original(name));
    }

    @Override
    public void read(String name, long first, FloatBuffer target) {
        file.read(original(name), first, target);
    }

    @Override
    public void close() {
        file.close();
    }
}
