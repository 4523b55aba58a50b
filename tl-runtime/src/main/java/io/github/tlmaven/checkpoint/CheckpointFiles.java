package io.github.tlmaven.checkpoint;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.failure.TlException;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.Json.MalformedException;
import io.github.tlmaven.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The last two checkpoints of a cell. A file's name holds its number and the SHA-256 of all its bytes, so that a file that
 * was cut or changed is known as such before anything in it is used. Nothing here fails a training: what cannot be read or
 * written is said, and the training goes on without it.
 */
public final class CheckpointFiles {

    private static final Pattern NAME = Pattern.compile("checkpoint-([0-9]{1,18})-([0-9a-f]{64})\\.safetensors");

    private final Path folder;
    private final String label;
    private final Log log;
    private Optional<Path> latest = Optional.empty();
    private boolean warned;

    /**
     * Reads and writes nothing yet.
     *
     * @param folder of this cell's checkpoints alone
     * @param label  begins log lines
     */
    public CheckpointFiles(Path folder, String label, Log log) {
        this.folder = folder;
        this.label = label;
        this.log = log;
    }

    /** The newest one that is whole; the caller closes it. */
    public Optional<StoredCheckpoint> newest() {
        removeUnfinished();
        List<Path> files = files();
        for (Path file : files) {
            Optional<StoredCheckpoint> stored = open(file);
            if (stored.isPresent()) {
                latest = Optional.of(file);
                return stored;
            }
        }
        if (!files.isEmpty()) {
            log.warn(label + " has no checkpoint in " + folder + " that it can go on from, and is trained anew");
        }
        return Optional.empty();
    }

    private Optional<StoredCheckpoint> open(Path file) {
        try {
            String expected = part(file, 2);
            String actual = Sha256.of(file).hex();
            if (actual.equals(expected)) {
                return Optional.of(StoredCheckpoint.open(file));
            }
            log.warn(label + " cannot use the checkpoint " + file + ", which was cut or changed: expected SHA-256 "
                    + expected + ", found " + actual);
        } catch (TlException e) {
            log.warn(label + " cannot use the checkpoint " + file + ": " + e.problem());
        } catch (MalformedException | IllegalArgumentException e) {
            log.warn(label + " cannot use the checkpoint " + file + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    /** What a killed process was about to write would take room until the next one is written. */
    private void removeUnfinished() {
        try {
            if (Files.isDirectory(folder)) {
                removeAll(file -> file.toString().endsWith(AtomicFile.TEMPORARY));
            }
        } catch (IOException e) {
            log.warn(label + " cannot remove an unfinished checkpoint: " + e);
        }
    }

    /** Writes one, and removes all but this and the one before. Warns once where that fails. */
    public void write(Checkpoint checkpoint, CellState cell) {
        try {
            long number = 1
                    + files().stream().mapToLong(CheckpointFiles::number).max().orElse(0);
            Path file = AtomicFile.write(
                    folder,
                    StoredCheckpoint.content(checkpoint, cell),
                    temporary -> "checkpoint-" + number + "-" + Sha256.of(temporary) + ".safetensors");
            List<Path> kept = List.of(file, latest.orElse(file));
            removeAll(each -> !kept.contains(each));
            latest = Optional.of(file);
        } catch (TlException e) {
            warnOnce(e.problem());
        } catch (IOException e) {
            warnOnce("Cannot remove a former checkpoint: " + e);
        }
    }

    private void warnOnce(String problem) {
        if (!warned) {
            warned = true;
            log.warn(label + " is trained without a new checkpoint, and would go on from the one before: " + problem);
        }
    }

    /** Removes the folder. Warns where that fails. */
    public void remove() {
        try {
            if (Files.isDirectory(folder)) {
                removeAll(file -> true);
                Files.delete(folder);
            }
        } catch (IOException e) {
            log.warn(label + " has checkpoints that are of no use any more and cannot be removed: " + e);
        }
        latest = Optional.empty();
    }

    private void removeAll(Predicate<Path> which) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(which).toList()) {
                Files.delete(file);
            }
        }
    }

    /** From the newest to the oldest. */
    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong(CheckpointFiles::number).reversed())
                    .toList();
        } catch (IOException e) {
            log.warn(label + " cannot list its checkpoints in " + folder + ": " + e);
            return List.of();
        }
    }

    private static long number(Path file) {
        return Long.parseLong(part(file, 1));
    }

    private static String part(Path file, int group) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no checkpoint: " + file);
        }
        return matcher.group(group);
    }
}
