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

    /**
     * The members of an object.
     *
     * @param what names the object in messages
     * @throws MalformedException if the value is no object
     */
    public JsonFields(@Nullable Object value, String what) throws MalformedException {
        this.members = Json.asObject(value, what);
        this.what = what;
    }

    /** Whether a member is there, of whatever type. Does not count as asking for it. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** Whether a member is there and is a text. */
    public boolean isText(String name) {
        return members.get(name) instanceof String;
    }

    /**
     * A text.
     *
     * @throws MalformedException if the member is missing or no text
     */
    public String text(String name) throws MalformedException {
        return as(String.class, "a text", name, get(name));
    }

    /**
     * A text that may be absent.
     *
     * @throws MalformedException if the member is there and no text
     */
    public Optional<String> optionalText(String name) throws MalformedException {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /**
     * True or false.
     *
     * @throws MalformedException if the member is missing or neither
     */
    public boolean flag(String name) throws MalformedException {
        return as(Boolean.class, "true or false", name, get(name));
    }

    /**
     * A number with all its digits.
     *
     * @throws MalformedException if the member is missing or no number
     */
    public BigDecimal number(String name) throws MalformedException {
        return as(BigDecimal.class, "a number", name, get(name));
    }

    /**
     * The double nearest to a number.
     *
     * @throws MalformedException if the member is missing or no number
     */
    public double real(String name) throws MalformedException {
        return number(name).doubleValue();
    }

    /**
     * A whole number of 32 bits.
     *
     * @throws MalformedException if the member is missing, no whole number, or too large
     */
    public int whole(String name) throws MalformedException {
        long number = wholeLong(name);
        if (number != (int) number) {
            throw new MalformedException(path(name) + " is too large: " + number, null);
        }
        return (int) number;
    }

    /**
     * A whole number of 64 bits.
     *
     * @throws MalformedException if the member is missing, no whole number, or too large
     */
    public long wholeLong(String name) throws MalformedException {
        return wholeNumber(name, number(name));
    }

    /**
     * An array of whole numbers of 64 bits.
     *
     * @throws MalformedException if the member is missing or holds anything else
     */
    public List<Long> wholes(String name) throws MalformedException {
        List<Long> numbers = new ArrayList<>();
        for (Object element : list(name)) {
            numbers.add(wholeNumber(name, as(BigDecimal.class, "whole numbers", name, element)));
        }
        return numbers;
    }

    /**
     * An array of texts.
     *
     * @throws MalformedException if the member is missing or holds anything else
     */
    public List<String> texts(String name) throws MalformedException {
        List<String> texts = new ArrayList<>();
        for (Object element : list(name)) {
            texts.add(as(String.class, "texts", name, element));
        }
        return texts;
    }

    /**
     * An array of numbers, each as the nearest double.
     *
     * @throws MalformedException if the member is missing or holds anything else
     */
    public List<Double> reals(String name) throws MalformedException {
        List<Double> numbers = new ArrayList<>();
        for (Object element : list(name)) {
            numbers.add(as(BigDecimal.class, "numbers", name, element).doubleValue());
        }
        return numbers;
    }

    /**
     * An array of whatever values.
     *
     * @throws MalformedException if the member is missing or no array
     */
    public List<?> list(String name) throws MalformedException {
        return as(List.class, "an array", name, get(name));
    }

    /**
     * An object, whose members are named in messages with the way to them.
     *
     * @throws MalformedException if the member is missing or no object
     */
    public JsonFields object(String name) throws MalformedException {
        return new JsonFields(get(name), path(name));
    }

    /** Names of all members, in the document's order. */
    public Set<String> names() {
        return members.keySet();
    }

    /**
     * The value of a closed set that has the keyword found.
     *
     * @throws MalformedException if the member is missing, no text, or the keyword of no value
     */
    public <E> E keyword(String name, Iterable<E> values, Function<E, String> keyword) throws MalformedException {
        String word = text(name);
        for (E value : values) {
            if (keyword.apply(value).equals(word)) {
                return value;
            }
        }
        throw new MalformedException(path(name) + " is unknown: '" + word + "'", null);
    }

    /**
     * Refuses members that were not asked for.
     *
     * @throws MalformedException if there is one; the message names it
     */
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
