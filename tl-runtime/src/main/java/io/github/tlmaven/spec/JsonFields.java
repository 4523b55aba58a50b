package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one JSON object strictly: each must be there and of the type asked for, and {@link #end()}
 * refuses members that nobody asked for.
 */
public final class JsonFields {

    private final Map<String, @Nullable Object> members;
    private final String what;
    private final Set<String> asked = new LinkedHashSet<>();

    public JsonFields(@Nullable Object value, String what) throws MalformedException {
        this.members = Json.asObject(value, what);
        this.what = what;
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** Whether a member is there and is a text. */
    public boolean isText(String name) {
        return members.get(name) instanceof String;
    }

    public String text(String name) throws MalformedException {
        return as(String.class, "a text", name, get(name));
    }

    public Optional<String> optionalText(String name) throws MalformedException {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public boolean flag(String name) throws MalformedException {
        return as(Boolean.class, "true or false", name, get(name));
    }

    public BigDecimal number(String name) throws MalformedException {
        return as(BigDecimal.class, "a number", name, get(name));
    }

    public double real(String name) throws MalformedException {
        return number(name).doubleValue();
    }

    public int whole(String name) throws MalformedException {
        long number = wholeLong(name);
        if (number != (int) number) {
            throw new MalformedException(path(name) + " is too large: " + number, null);
        }
        return (int) number;
    }

    public long wholeLong(String name) throws MalformedException {
        return wholeNumber(name, number(name));
    }

    public List<Long> wholes(String name) throws MalformedException {
        List<Long> numbers = new ArrayList<>();
        for (Object element : list(name)) {
            numbers.add(wholeNumber(name, as(BigDecimal.class, "whole numbers", name, element)));
        }
        return numbers;
    }

    public List<String> texts(String name) throws MalformedException {
        List<String> texts = new ArrayList<>();
        for (Object element : list(name)) {
            texts.add(as(String.class, "texts", name, element));
        }
        return texts;
    }

    public List<Double> reals(String name) throws MalformedException {
        List<Double> numbers = new ArrayList<>();
        for (Object element : list(name)) {
            numbers.add(as(BigDecimal.class, "numbers", name, element).doubleValue());
        }
        return numbers;
    }

    public List<?> list(String name) throws MalformedException {
        return as(List.class, "an array", name, get(name));
    }

    public JsonFields object(String name) throws MalformedException {
        return new JsonFields(get(name), path(name));
    }

    /** Names of all members, in the document's order. */
    public Set<String> names() {
        return members.keySet();
    }

    /** The value of a closed set that has the keyword found. */
    public <E> E keyword(String name, Iterable<E> values, Function<E, String> keyword) throws MalformedException {
        String word = text(name);
        for (E value : values) {
            if (keyword.apply(value).equals(word)) {
                return value;
            }
        }
        throw new MalformedException(path(name) + " is unknown: '" + word + "'", null);
    }

    /** Refuses members that were not asked for. */
    public void end() throws MalformedException {
        for (String name : members.keySet()) {
            if (!asked.contains(name)) {
                throw new MalformedException(path(name) + " is not known", null);
            }
        }
    }

    private @Nullable Object get(String name) throws MalformedException {
        asked.add(name);
        if (!members.containsKey(name)) {
            throw new MalformedException(path(name) + " is missing", null);
        }
        return members.get(name);
    }

    private <T> T as(Class<T> type, String expected, String name, @Nullable Object value) throws MalformedException {
        if (!type.isInstance(value)) {
            throw new MalformedException(path(name) + " must be " + expected, null);
        }
        return type.cast(value);
    }

    private long wholeNumber(String name, BigDecimal number) throws MalformedException {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw new MalformedException(path(name) + " must be a whole number, was " + number, e);
        }
    }

    private String path(String name) {
        return what + "." + name;
    }
}
