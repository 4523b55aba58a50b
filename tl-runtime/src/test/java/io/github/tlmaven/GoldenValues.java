package io.github.tlmaven;

import io.github.tlmaven.spec.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ways into a golden document, for tests that know its form. */
public final class GoldenValues {

    private GoldenValues() {}

    /** A member that is an object. */
    public static Map<String, @Nullable Object> object(Map<String, @Nullable Object> parent, String name) {
        try {
            return Json.asObject(parent.get(name), name);
        } catch (Json.MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A member that is a number. */
    public static double number(Map<String, @Nullable Object> parent, String name) {
        return ((Number) Objects.requireNonNull(parent.get(name), name)).doubleValue();
    }

    /** Whether a member is there. */
    public static boolean has(Map<String, @Nullable Object> parent, String name) {
        return parent.get(name) != null;
    }

    /** A member that is a list of numbers, lists within it laid one behind the other. */
    public static double[] numbers(Map<String, @Nullable Object> parent, String name) {
        return flat(Objects.requireNonNull(parent.get(name), name));
    }

    /** Numbers of a list, lists within it laid one behind the other. */
    public static double[] flat(Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(Objects::requireNonNull)
                    .map(GoldenValues::flat)
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
        }
        return new double[] {((Number) value).doubleValue()};
    }
}
