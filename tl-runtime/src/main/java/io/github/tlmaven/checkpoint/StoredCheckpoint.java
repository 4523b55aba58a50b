package io.github.tlmaven.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.Json.MalformedException;
import io.github.tlmaven.train.Checkpoint;
import io.github.tlmaven.train.Progress;
import io.github.tlmaven.weights.SafetensorsFile;
import io.github.tlmaven.weights.SafetensorsWriter;
import io.github.tlmaven.weights.WeightsFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A checkpoint in a file: safetensors, with the small numbers as JSON in the header's metadata.
 *
 * @param file     that it stands in
 * @param contents the same, open; closed with this
 * @param cell     what the cell has behind it
 * @param progress of its training
 */
public record StoredCheckpoint(Path file, WeightsFile contents, CellState cell, Progress progress)
        implements AutoCloseable {

    private static final String FORMAT = "format";
    private static final String VERSION = "tl-checkpoint-1";
    private static final String CELL = "cell";
    private static final String PROGRESS = "progress";

    private static final String TRAINED = "trained/";
    private static final String MOMENTS = "moment/";
    private static final String AVERAGES = "average/";
    private static final String BEST = "best/";

    /** The content of a file. */
    static AtomicFile.Content content(Checkpoint checkpoint, CellState cell) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        put(tensors, TRAINED, checkpoint.trained());
        put(tensors, MOMENTS, checkpoint.moments());
        put(tensors, AVERAGES, checkpoint.averages());
        put(tensors, BEST, checkpoint.best());
        Map<String, String> metadata = Map.of(
                FORMAT, VERSION, CELL, StateCodec.write(cell), PROGRESS, StateCodec.write(checkpoint.progress()));
        return SafetensorsWriter.content(tensors, metadata);
    }

    private static void put(Map<String, NDArray> tensors, String prefix, Map<String, NDArray> some) {
        some.forEach((name, array) -> tensors.put(prefix + name, array));
    }

    /**
     * Opens a file whose digest was compared before.
     *
     * @throws WeightsException   if it cannot be read
     * @throws MalformedException if its metadata are not those of a checkpoint
     */
    static StoredCheckpoint open(Path file) throws MalformedException {
        SafetensorsFile contents = SafetensorsFile.open(file);
        try {
            Map<String, String> metadata = contents.metadata();
            requireThisVersion(file, metadata.getOrDefault(FORMAT, "none"));
            return new StoredCheckpoint(
                    file,
                    contents,
                    StateCodec.readCell(metadata.getOrDefault(CELL, "")),
                    StateCodec.readProgress(metadata.getOrDefault(PROGRESS, "")));
        } catch (MalformedException | IllegalArgumentException | WeightsException e) {
            contents.close();
            throw e;
        }
    }

    private static void requireThisVersion(Path file, String format) {
        if (!format.equals(VERSION)) {
            throw new WeightsException(
                    file + " is of another version of the plugin: its format is " + format + ", this version reads "
                            + VERSION + ".",
                    "remove it, or go on with the version that wrote it.");
        }
    }

    /**
     * The whole of it.
     *
     * @param owner of the arrays
     */
    public Checkpoint load(NDManager owner) {
        return new Checkpoint(
                arrays(TRAINED, owner), arrays(MOMENTS, owner), arrays(AVERAGES, owner), arrays(BEST, owner), progress);
    }

    private Map<String, NDArray> arrays(String prefix, NDManager owner) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        contents.names().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> arrays.put(name.substring(prefix.length()), contents.toNDArray(owner, name)));
        return arrays;
    }

    @Override
    public void close() {
        contents.close();
    }
}
