package io.github.tlmaven.report.files;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a result file and says, where that fails, which file, what is wrong with it and which goal makes it. */
final class ResultFile {

    /** How training makes a file. */
    static final String TRAINING = "mvn tl:" + Goal.EXTRACT.keyword() + " tl:" + Goal.FINETUNE.keyword();
    /** How evaluation makes a file. */
    static final String EVALUATION = "mvn tl:" + Goal.EVALUATE.keyword();

    private ResultFile() {}

    /** Makes a value of a file's text. */
    @FunctionalInterface
    interface Parser<T> {
        /**
         * Parses a whole file.
         *
         * @throws IOException            if the CSV is malformed
         * @throws Json.MalformedException if the JSON is malformed
         * @throws IllegalArgumentException if a value is missing or out of range
         */
        T parse(String text) throws IOException, Json.MalformedException;
    }

    static <T> T read(Path file, String maker, Parser<T> parser) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new DataException("There is no " + file + ".", "run " + maker + " first.", e);
        } catch (IOException e) {
            throw new DataException("Cannot read " + file + " as UTF-8 text: " + e, again(file, maker), e);
        }
        try {
            return parser.parse(text);
        } catch (IOException | Json.MalformedException | IllegalArgumentException e) {
            throw new DataException(
                    file + " is damaged or of another program: " + e.getMessage(), again(file, maker), e);
        }
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** A copy that keeps its order, which {@code Map.copyOf} does not. */
    static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static String again(Path file, String maker) {
        return "delete " + file.getFileName() + " and run " + maker + " again.";
    }
}
