package io.github.tlmaven.weights;

import io.github.tlmaven.failure.Excerpt;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a safetensors file says.
 *
 * @param metadata texts by name, in the file's order
 * @param tensors  by name, in the file's order
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, TensorView> tensors) {

    /** Bytes before the header: its length. */
    static final int LENGTH_BYTES = Long.BYTES;

    /** Longest header that the format's own library reads, in bytes. */
    static final int MAX_BYTES = 100_000_000;

    /** The header's entry that is not a tensor. */
    static final String METADATA = "__metadata__";

    private static final String FIX =
            "fetch or export the file again; a download may have been cut, or the file was edited by hand.";

    SafetensorsHeader {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /**
     * Reads and checks the head of a file.
     *
     * @param origin names the file in messages
     * @throws WeightsException with every problem found
     */
    static SafetensorsHeader read(String origin, FileMapping file) {
        int length = length(origin, file);
        Map<String, @Nullable Object> members = members(origin, text(origin, file, length));
        ProblemList problems = new ProblemList();
        Map<String, String> metadata = metadata(members, problems);
        TensorTable table = new TensorTable(LENGTH_BYTES + length, file.size(), problems);
        members.forEach((name, entry) -> {
            if (!name.equals(METADATA)) {
                table.add(name, entry);
            }
        });
        table.checkCoverage();
        if (!problems.isEmpty()) {
            throw new WeightsException(
                    "Malformed safetensors file " + origin + ", " + problems.size() + " problem(s):" + problems.text(),
                    FIX);
        }
        return new SafetensorsHeader(metadata, table.tensors());
    }

    private static int length(String origin, FileMapping file) {
        if (file.size() < LENGTH_BYTES) {
            throw malformed(
                    origin, "expected " + LENGTH_BYTES + " bytes and a header, found " + file.size() + " bytes", null);
        }
        ByteBuffer start = file.window(0, LENGTH_BYTES);
        long length = start.getLong(0);
        long available = file.size() - LENGTH_BYTES;
        if (length < 0 || length > available || length > MAX_BYTES) {
            throw malformed(
                    origin,
                    "its header claims " + Long.toUnsignedString(length) + " bytes; the file has " + available
                            + " after the length, and a header at most " + MAX_BYTES + ForeignFormat.hint(start),
                    null);
        }
        return (int) length;
    }

    private static String text(String origin, FileMapping file, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int at = 0; at < length; at += FileMapping.MAX_WINDOW) {
            bytes.put(file.window((long) LENGTH_BYTES + at, Math.min(FileMapping.MAX_WINDOW, length - at)));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw malformed(origin, "its header is not UTF-8", e);
        }
    }

    private static Map<String, @Nullable Object> members(String origin, String text) {
        if (!text.startsWith("{")) {
            throw malformed(origin, "its header does not begin with '{'", null);
        }
        try {
            return Json.readObject(text);
        } catch (Json.MalformedException e) {
            throw malformed(origin, "its header is not JSON: " + Excerpt.line(String.valueOf(e.getMessage())), e);
        }
    }

    private static Map<String, String> metadata(Map<String, @Nullable Object> members, ProblemList problems) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (!members.containsKey(METADATA)) {
            return metadata;
        }
        if (!(members.get(METADATA) instanceof Map<?, ?> entries)) {
            problems.add(METADATA + ": must be an object with texts, is " + ProblemList.shown(members.get(METADATA)));
            return metadata;
        }
        entries.forEach((name, value) -> {
            if (value instanceof String text) {
                metadata.put((String) name, text);
            } else {
                problems.add(METADATA + ": '" + name + "' must be a text, is " + ProblemList.shown(value));
            }
        });
        return metadata;
    }

    private static WeightsException malformed(String origin, String what, @Nullable Throwable cause) {
        return new WeightsException("Not a safetensors file: " + origin + ": " + what, FIX, cause);
    }
}
