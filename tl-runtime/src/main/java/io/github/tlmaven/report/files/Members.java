package io.github.tlmaven.report.files;

import io.github.tlmaven.spec.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to a JSON object's members; what is missing or of another type is named by its path.
 *
 * @param path    of the object in its document; empty for the document itself
 * @param members as {@link Json} reads them
 */
record Members(String path, Map<String, @Nullable Object> members) {

    static Members read(String text) throws Json.MalformedException {
        return new Members("", Json.readObject(text));
    }

    String text(String name) {
        return as(String.class, "a text", name);
    }

    /** One of a closed list, by the word that stands for it. */
    <E> E keyword(String name, E[] values, Function<E, String> keyword) {
        String text = text(name);
        return Stream.of(values)
                .filter(value -> keyword.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> OtherVersionException.newer(at(name) + " is unknown: " + text));
    }

    double number(String name) {
        return as(BigDecimal.class, "a number", name).doubleValue();
    }

    long whole(String name) {
        return whole(as(BigDecimal.class, "a number", name), at(name));
    }

    int wholeInt(String name) {
        long value = whole(name);
        ResultFile.require(value == (int) value, at(name) + " must be below 2^31, was " + value);
        return (int) value;
    }

    /** A whole number, or absent where there is no such member. */
    OptionalInt wholeIntIfThere(String name) {
        return members.containsKey(name) ? OptionalInt.of(wholeInt(name)) : OptionalInt.empty();
    }

    /** A number, or absent where it is null. */
    OptionalDouble optionalNumber(String name) {
        requireMember(name);
        return members.get(name) == null ? OptionalDouble.empty() : OptionalDouble.of(number(name));
    }

    Members object(String name) {
        return object(as(Map.class, "an object", name), at(name));
    }

    /** A list of whole numbers. */
    List<Long> wholes(String name) {
        List<Long> numbers = new ArrayList<>();
        for (Object element : list(name)) {
            numbers.add(whole(cast(BigDecimal.class, "a number", element, at(name)), at(name)));
        }
        return numbers;
    }

    List<Members> objects(String name) {
        List<Members> objects = new ArrayList<>();
        for (Object element : list(name)) {
            objects.add(object(element, at(name) + "[" + objects.size() + "]"));
        }
        return objects;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : list(name)) {
            texts.add(cast(String.class, "a text", element, at(name) + "[" + texts.size() + "]"));
        }
        return texts;
    }

    /** A list of lists of whole numbers. */
    List<List<Long>> matrix(String name) {
        List<List<Long>> rows = new ArrayList<>();
        for (Object row : list(name)) {
            List<Long> numbers = new ArrayList<>();
            for (Object element : cast(List.class, "a list", row, at(name))) {
                numbers.add(whole(cast(BigDecimal.class, "a number", element, at(name)), at(name)));
            }
            rows.add(numbers);
        }
        return rows;
    }

    /** All members, which must be texts, in the document's order. */
    Map<String, String> allTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        members.keySet().forEach(name -> texts.put(name, text(name)));
        return texts;
    }

    /** All members, which must be whole numbers, in the document's order. */
    Map<String, Long> allWholes() {
        Map<String, Long> wholes = new LinkedHashMap<>();
        members.keySet().forEach(name -> wholes.put(name, whole(name)));
        return wholes;
    }

    private List<?> list(String name) {
        return as(List.class, "a list", name);
    }

    private <T> T as(Class<T> type, String expected, String name) {
        requireMember(name);
        return cast(type, expected, members.get(name), at(name));
    }

    private void requireMember(String name) {
        if (!members.containsKey(name)) {
            throw OtherVersionException.older(at(name) + " is missing");
        }
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static <T> T cast(Class<T> type, String expected, @Nullable Object value, String at) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(at + " must be " + expected + ", was " + Json.writeCompact(value));
        }
        return type.cast(value);
    }

    private static long whole(BigDecimal number, String at) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(at + " must be a whole number, was " + number, e);
        }
    }

    private static Members object(@Nullable Object value, String at) {
        try {
            return new Members(at, Json.asObject(value, at));
        } catch (Json.MalformedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
