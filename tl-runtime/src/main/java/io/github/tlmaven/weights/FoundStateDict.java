package io.github.tlmaven.weights;

import io.github.tlmaven.spec.Json;
import io.github.tlmaven.weights.pickle.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state dict in what a checkpoint holds: the whole of it, or what stands under one of a few usual keys.
 *
 * @param tensors     by name, in the dictionary's order
 * @param metadata    the names of the classes, where they stand beside the state dict
 * @param adjustments what was done to get there, a sentence each
 */
record FoundStateDict(Map<String, PickledTensor> tensors, Map<String, String> metadata, List<String> adjustments) {

    /** Keys under which training programs keep a state dict. */
    static final List<String> KEYS =
            List.of("state_dict", "model_state_dict", "model", "net", "model_ema", "state_dict_ema");

    /** What wrappers of a module put before each name: DataParallel and torch.compile. */
    private static final List<String> PREFIXES = List.of("module.", "_orig_mod.");

    /** Copies all three, in their order. */
    FoundStateDict {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Map.copyOf(metadata);
        adjustments = List.copyOf(adjustments);
    }

    /**
     * Looks into a checkpoint.
     *
     * @throws UnreadableException if there is no state dict or several, or if it holds anything but tensors
     */
    static FoundStateDict in(@Nullable Object root) throws UnreadableException {
        if (!(root instanceof Map<?, ?> dictionary)) {
            throw UnreadableException.content("holds " + Kind.of(root) + ", not a dictionary of tensors");
        }
        List<String> adjustments = new ArrayList<>();
        Map<String, Map<?, ?>> candidates = candidates(dictionary);
        if (candidates.size() > 1) {
            throw UnreadableException.content("holds several state dicts, under the keys " + candidates.keySet());
        }
        if (candidates.isEmpty()) {
            return new FoundStateDict(unwrapped(tensors(dictionary), adjustments), Map.of(), adjustments);
        }
        Map.Entry<String, Map<?, ?>> only = candidates.entrySet().iterator().next();
        adjustments.add("took the state dict under the key '" + only.getKey() + "'");
        return new FoundStateDict(unwrapped(tensors(only.getValue()), adjustments), metadata(dictionary), adjustments);
    }

    /** State dicts under one of the usual keys; none if the dictionary itself is to be taken. */
    private static Map<String, Map<?, ?>> candidates(Map<?, ?> dictionary) throws UnreadableException {
        Map<String, Map<?, ?>> candidates = new LinkedHashMap<>();
        for (String key : KEYS) {
            if (dictionary.get(key) instanceof Map<?, ?> inner && hasTensors(inner)) {
                candidates.put(key, inner);
            }
        }
        if (candidates.isEmpty() && !hasTensors(dictionary)) {
            throw UnreadableException.content("holds no state dict: none of " + KEYS
                    + " is a dictionary with tensors; there is "
                    + ProblemList.shown(dictionary.keySet().stream()
                            .limit(ProblemList.MAX_SHOWN)
                            .toList()));
        }
        return candidates;
    }

    private static boolean hasTensors(Map<?, ?> dictionary) {
        return dictionary.values().stream().anyMatch(value -> tensor(value) != null);
    }

    private static @Nullable PickledTensor tensor(@Nullable Object value) {
        if (value instanceof LegacyParameter parameter) {
            return parameter.tensor();
        }
        return value instanceof PickledTensor tensor ? tensor : null;
    }

    private static Map<String, PickledTensor> tensors(Map<?, ?> dictionary) throws UnreadableException {
        Map<String, PickledTensor> tensors = new LinkedHashMap<>();
        ProblemList others = new ProblemList();
        dictionary.forEach((key, value) -> {
            PickledTensor tensor = tensor(value);
            if (key instanceof String name && tensor != null) {
                tensors.put(name, tensor);
            } else if (!(value instanceof Long && StrictFit.isStepCounter(String.valueOf(key)))) {
                others.add("'" + ProblemList.shown(key) + "': " + described(key, value));
            }
        });
        if (!others.isEmpty()) {
            throw UnreadableException.content("its state dict holds " + others.size()
                    + " things that are no tensors with a name:" + others.text());
        }
        return tensors;
    }

    private static String described(@Nullable Object key, @Nullable Object value) {
        if (tensor(value) != null) {
            return "a tensor whose name is " + Kind.of(key);
        }
        return value instanceof LegacyParameter ? "a parameter without a tensor" : Kind.of(value);
    }

    private static Map<String, PickledTensor> unwrapped(Map<String, PickledTensor> tensors, List<String> adjustments) {
        Map<String, PickledTensor> unwrapped = tensors;
        Optional<String> prefix = commonPrefix(unwrapped);
        while (prefix.isPresent()) {
            int length = prefix.get().length();
            Map<String, PickledTensor> shorter = new LinkedHashMap<>();
            unwrapped.forEach((name, tensor) -> shorter.put(name.substring(length), tensor));
            adjustments.add("left out the prefix '" + prefix.get() + "' of all names");
            unwrapped = shorter;
            prefix = commonPrefix(unwrapped);
        }
        return unwrapped;
    }

    private static Optional<String> commonPrefix(Map<String, PickledTensor> tensors) {
        return PREFIXES.stream()
                .filter(prefix -> tensors.keySet().stream().allMatch(name -> name.startsWith(prefix)))
                .findFirst();
    }

    /** As the files of this project hold them. */
    private static Map<String, String> metadata(Map<?, ?> root) {
        return root.get(ClassifierFit.CLASSES) instanceof List<?> classes
                        && classes.stream().allMatch(String.class::isInstance)
                ? Map.of(ClassifierFit.CLASSES, Json.writeCompact(classes))
                : Map.of();
    }
}
