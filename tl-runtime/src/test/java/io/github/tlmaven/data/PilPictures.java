package io.github.tlmaven.data;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tlmaven.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * Pictures of every format in a folder that {@code src/golden/make_pictures.py} filled, and what PIL decodes from them.
 *
 * @param folder   holds the pictures and {@code expected.json}
 * @param expected by file name
 */
record PilPictures(Path folder, JsonObject expected) {

    /** Those that travel with the tests. */
    static final PilPictures COMMITTED = in(Path.of("src/test/resources/pictures-formats"));

    static PilPictures in(Path folder) {
        try {
            String json = Files.readString(folder.resolve("expected.json"));
            return new PilPictures(folder, JsonParser.parseString(json).getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> names() {
        return List.copyOf(expected.keySet());
    }

    byte[] bytes(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How PIL's picture became RGB: {@code convert}, {@code white} or {@code high}. */
    String rule(String name) {
        return expected.getAsJsonObject(name).get("rule").getAsString();
    }

    boolean sameSize(String name, RgbImage picture) {
        JsonObject entry = expected.getAsJsonObject(name);
        return picture.width() == entry.get("width").getAsInt()
                && picture.height() == entry.get("height").getAsInt();
    }

    boolean equal(String name, RgbImage picture) {
        String digest = expected.getAsJsonObject(name).get("sha256").getAsString();
        return sameSize(name, picture) && Sha256.of(picture.rgb()).toString().equals(digest);
    }

    /** Differences of the sampled bytes; of a picture that is equal they are all 0. */
    int[] differences(String name, RgbImage picture) {
        byte[] samples = HexFormat.of()
                .parseHex(expected.getAsJsonObject(name).get("samples").getAsString());
        int[] differences = new int[samples.length];
        for (int i = 0; i < samples.length; i++) {
            int at = (int) ((long) i * picture.rgb().length / samples.length);
            differences[i] = Math.abs((picture.rgb()[at] & 0xFF) - (samples[i] & 0xFF));
        }
        return differences;
    }
}
