package io.github.tlmaven.store;

import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.Json.MalformedException;
import io.github.tlmaven.spec.JsonFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a space holds, in words, for a person who looks at the cache, and how its values are stored. The folder's name
 * has the digest of all that matters.
 *
 * @param model    name of the architecture
 * @param boundary where the rows were taken
 * @param weights  first digits of the digest of the frozen tensors
 * @param input    how pictures were prepared
 * @param type     of the stored values
 */
public record SpaceDescription(String model, String boundary, String weights, String input, FeatureType type) {

    /** Requires what can be shown in a line. */
    public SpaceDescription {
        for (String words : List.of(model, boundary, weights, input)) {
            if (words.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a description must be without control characters");
            }
        }
    }

    /** Of a folder that says nothing of itself. */
    static final SpaceDescription UNKNOWN =
            new SpaceDescription("unknown", "unknown", "unknown", "unknown", FeatureType.FLOAT32);

    private static final String FILE = "space.json";

    /** Writes it beside the rows, unless it is there. */
    void writeInto(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("model", model);
            json.put("boundary", boundary);
            json.put("weights", weights);
            json.put("input", input);
            json.put(FeatureType.NAME, type.keyword());
            AtomicFile.write(file, Json.write(json));
        }
    }

    /** Reads what was written beside the rows of a folder. */
    static SpaceDescription of(Path folder) {
        try {
            JsonFields json = new JsonFields(Json.read(Files.readString(folder.resolve(FILE))), FILE);
            SpaceDescription description = new SpaceDescription(
                    json.text("model"),
                    json.text("boundary"),
                    json.text("weights"),
                    json.text("input"),
                    json.keyword(FeatureType.NAME, List.of(FeatureType.values()), FeatureType::keyword));
            json.end();
            return description;
        } catch (IOException | MalformedException | IllegalArgumentException e) {
            return UNKNOWN; // it is missing or damaged, and only words
        }
    }
}
