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
import java.util.List;
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
         * @throws OtherVersionException  if it is of an older or a newer form
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
        } catch (OtherVersionException e) {
            throw new DataException(
                    file + " is of " + e.age() + " version of the plugin, or of another program: " + e.getMessage()
                            + ".",
                    again(file, maker),
                    e);
        } catch (IOException | Json.MalformedException | IllegalArgumentException e) {
            throw new DataException(
                    file + " is damaged or of another program: " + e.getMessage(), again(file, maker), e);
        }
    }

    /** Requires that CSV begins with the columns that this version writes; fewer of them are an older version's. */
    static void requireColumns(List<String> header, List<String> first) {
        int common = Math.min(header.size(), first.size());
        String message = "columns must begin with " + first + ", were " + header;
        require(header.subList(0, common).equals(first.subList(0, common)), message);
        if (common < first.size()) {
            throw OtherVersionException.older(message);
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
