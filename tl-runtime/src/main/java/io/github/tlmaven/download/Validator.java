package io.github.tlmaven.download;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.JsonFields;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server says about a file, by which a later answer is known to be about the same bytes (RFC 9110, sections 8.8
 * and 13.1.5).
 *
 * @param etag         the entity tag
 * @param lastModified the date as the server writes it
 * @param length       in bytes, of the whole file
 */
record Validator(Optional<String> etag, Optional<String> lastModified, OptionalLong length) {

    private static final String ETAG = "ETag";
    private static final String LAST_MODIFIED = "Last-Modified";
    private static final String LENGTH = "length";
    private static final String WEAK = "W/";

    /** Of an answer that brings the whole file. */
    static Validator of(HttpHeaders headers) {
        return new Validator(
                headers.firstValue(ETAG),
                headers.firstValue(LAST_MODIFIED),
                headers.firstValueAsLong("Content-Length"));
    }

    /** What If-Range may hold: a strong tag, else the date; nothing where the server gave neither. */
    Optional<String> condition() {
        return etag.filter(tag -> !tag.startsWith(WEAK)).or(() -> lastModified);
    }

    /** Whether an answer with a part of a file is about the same file. */
    boolean agreesWith(HttpHeaders headers, OptionalLong total) {
        boolean sameTag = headers.firstValue(ETAG).equals(etag)
                || headers.firstValue(ETAG).isEmpty();
        boolean sameLength = total.isEmpty() || length.isEmpty() || total.getAsLong() == length.getAsLong();
        return sameTag && sameLength;
    }

    /**
     * Keeps it beside the part.
     *
     * @throws DataException if the file cannot be written
     */
    void write(Path file) {
        Map<String, Object> json = new LinkedHashMap<>();
        etag.ifPresent(tag -> json.put(ETAG, tag));
        lastModified.ifPresent(date -> json.put(LAST_MODIFIED, date));
        length.ifPresent(bytes -> json.put(LENGTH, bytes));
        AtomicFile.write(file, Json.writeCompact(json));
    }

    /** What {@link #write} kept; nothing where it is not there or not whole, and then nothing is resumed. */
    static Optional<Validator> read(Path file) {
        try {
            JsonFields json = new JsonFields(Json.read(Files.readString(file)), "validator");
            return Optional.of(new Validator(
                    json.optionalText(ETAG),
                    json.optionalText(LAST_MODIFIED),
                    json.has(LENGTH) ? OptionalLong.of(json.wholeLong(LENGTH)) : OptionalLong.empty()));
        } catch (IOException | Json.MalformedException e) {
            return Optional.empty();
        }
    }
}
