package io.github.tlmaven.spec;

import com.google.gson.FormattingStyle;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Serial;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values: {@code Map<String, ?>} in the order read, {@code List<?>}, {@code String}, {@code Boolean},
 * {@link BigDecimal} or another {@link Number}, and null. Reading is strict: no comments, no duplicate names, nothing
 * after the value. Writing is canonical: the same value always gives the same bytes.
 */
public final class Json {

    private static final int MAX_DEPTH = 64;

    private Json() {}

    /** A document that is not JSON, or not of the form that was asked for. */
    public static final class MalformedException extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        MalformedException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Reads one document.
     *
     * @throws MalformedException if it is not strict JSON; the message says where
     */
    public static @Nullable Object read(String text) throws MalformedException {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            Object value = readValue(reader, 0);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedException("text after the end of the document at " + reader.getPath(), null);
            }
            return value;
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new MalformedException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Reads one document that is an object.
     *
     * @throws MalformedException if it is something else
     */
    public static Map<String, @Nullable Object> readObject(String text) throws MalformedException {
        return asObject(read(text), "document");
    }

    /**
     * The value as an object.
     *
     * @param what names the value in the message
     * @throws MalformedException if it is something else
     */
    @SuppressWarnings("unchecked") // every Map that readValue makes has these type arguments
    public static Map<String, @Nullable Object> asObject(@Nullable Object value, String what)
            throws MalformedException {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new MalformedException(what + " must be an object", null);
    }

    private static @Nullable Object readValue(JsonReader reader, int depth) throws IOException, MalformedException {
        if (depth > MAX_DEPTH) {
            throw new MalformedException("more than " + MAX_DEPTH + " levels deep at " + reader.getPath(), null);
        }
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> readMembers(reader, depth);
            case BEGIN_ARRAY -> readElements(reader, depth);
            case STRING -> reader.nextString();
            case NUMBER -> new BigDecimal(reader.nextString());
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> {
                reader.nextNull();
                yield null;
            }
            default -> throw new MalformedException("unexpected " + reader.peek() + " at " + reader.getPath(), null);
        };
    }

    private static Map<String, @Nullable Object> readMembers(JsonReader reader, int depth)
            throws IOException, MalformedException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (members.containsKey(name)) {
                throw new MalformedException("duplicate name '" + name + "' at " + reader.getPath(), null);
            }
            members.put(name, readValue(reader, depth + 1));
        }
        reader.endObject();
        return Collections.unmodifiableMap(members);
    }

    private static List<@Nullable Object> readElements(JsonReader reader, int depth)
            throws IOException, MalformedException {
        List<@Nullable Object> elements = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            elements.add(readValue(reader, depth + 1));
        }
        reader.endArray();
        return Collections.unmodifiableList(elements);
    }

    /** Writes a document with an indent of one space and a final newline, members in the map's order. */
    public static String write(@Nullable Object value) {
        return write(value, FormattingStyle.PRETTY.withIndent(" ").withNewline("\n")) + "\n";
    }

    /** Writes a document on one line, members in the map's order. */
    public static String writeCompact(@Nullable Object value) {
        return write(value, FormattingStyle.COMPACT);
    }

    private static String write(@Nullable Object value, FormattingStyle style) {
        StringWriter out = new StringWriter();
        try (JsonWriter writer = new JsonWriter(out)) {
            writer.setFormattingStyle(style);
            writer.setHtmlSafe(false);
            writer.setSerializeNulls(true);
            writeValue(writer, value);
        } catch (IOException e) {
            throw new IllegalStateException("a StringWriter never fails", e);
        }
        return out.toString();
    }

    private static void writeValue(JsonWriter writer, @Nullable Object value) throws IOException {
        if (value == null) {
            writer.nullValue();
        } else if (value instanceof Map<?, ?> map) {
            writer.beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writer.name((String) entry.getKey());
                writeValue(writer, entry.getValue());
            }
            writer.endObject();
        } else if (value instanceof List<?> list) {
            writer.beginArray();
            for (Object element : list) {
                writeValue(writer, element);
            }
            writer.endArray();
        } else if (value instanceof Number number) {
            writer.value(number);
        } else if (value instanceof Boolean flag) {
            writer.value(flag);
        } else if (value instanceof String text) {
            writer.value(text);
        } else {
            throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }
}
