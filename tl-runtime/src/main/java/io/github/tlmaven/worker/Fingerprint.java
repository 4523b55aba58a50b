package io.github.tlmaven.worker;

import io.github.tlmaven.spec.BatchSpec;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.PlanCodec;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a trained cell depends on, as names and short values, so that the first difference between two can be
 * told in words.
 */
final class Fingerprint {

    private static final String EXPERIMENTS = "experiments";

    /** What holds of a training whose fingerprint does not name the setting, whatever the default is now. */
    private static final Map<String, String> WHERE_UNNAMED = Map.of(BatchSpec.MICRO_BATCH, "8");

    /** Begins what {@link Plan#splitFingerprint} names. */
    private static final String SPLIT = "split.";

    /** Begins the digests of lists of pictures, which differ whenever their split does. */
    static final String PICTURES = "dataset.";

    /** Settings first: a changed digest of pictures is most often what came of one, and says less. */
    private static final Comparator<String> CAUSES_FIRST =
            Comparator.comparing((String key) -> key.startsWith(PICTURES)).thenComparing(Comparator.naturalOrder());

    /**
     * A key whose values differ.
     *
     * @param before value of what was trained, or {@code absent}
     * @param now    value of what is asked for, or {@code absent}
     */
    record Difference(String key, String before, String now) {

        /** Whether other pictures are learned from, so that those to be judged may be among the former ones. */
        boolean isOfPictures() {
            return key.startsWith(SPLIT) || key.startsWith(PICTURES);
        }

        /** In words. */
        String text() {
            String values = key + " was " + before + ", is " + now;
            return key.startsWith(PICTURES) ? values + " (pictures were changed, or are parted otherwise)" : values;
        }
    }

    private Fingerprint() {}

    /** The settings of an experiment, nested names joined by dots: {@code training.epochs} → {@code 12}. */
    static Map<String, String> settings(Plan plan, String experiment) {
        try {
            Map<String, @Nullable Object> experiments =
                    Json.asObject(Json.readObject(PlanCodec.write(plan)).get(EXPERIMENTS), EXPERIMENTS);
            Map<String, String> flat = new LinkedHashMap<>();
            flatten("", experiments.get(experiment), flat);
            return flat;
        } catch (Json.MalformedException e) {
            throw new IllegalStateException("the plan's own document is malformed", e);
        }
    }

    private static void flatten(String path, @Nullable Object value, Map<String, String> flat) {
        if (value instanceof Map<?, ?> members) {
            members.forEach((name, member) -> flatten(path.isEmpty() ? "" + name : path + "." + name, member, flat));
        } else {
            flat.put(path, String.valueOf(value));
        }
    }

    /**
     * The first key whose values differ, digests of pictures last; nothing where the two are equal. A fingerprint that
     * does not name a micro-batch is one of micro-batches of 8.
     */
    static Optional<Difference> difference(Map<String, String> before, Map<String, String> now) {
        TreeSet<String> keys = new TreeSet<>(CAUSES_FIRST);
        keys.addAll(before.keySet());
        keys.addAll(now.keySet());
        for (String key : keys) {
            String unnamed = WHERE_UNNAMED.getOrDefault(key, "absent");
            String old = before.getOrDefault(key, unnamed);
            String current = now.getOrDefault(key, unnamed);
            if (!Objects.equals(old, current)) {
                return Optional.of(new Difference(key, old, current));
            }
        }
        return Optional.empty();
    }
}
