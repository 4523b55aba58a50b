package io.github.tlmaven.report.files;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.Goal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * {@code run.json}: what a cell was made of and what it cost. Times and memory stand here and in no other file of a
 * cell.
 *
 * @param experiment  id
 * @param seed        of this cell
 * @param model       architecture's name
 * @param strategy    as {@link io.github.tlmaven.spec.Strategy#label()} has it
 * @param device      what was asked for and what was found
 * @param environment versions, processor, threads: what may change bits or times
 * @param digests     SHA-256 of {@code dataset}, {@code split}, {@code weights}, {@code model} …
 * @param fingerprint what the cell depends on; an equal one means that it need not be trained again
 * @param classes     names in the order of the network's outputs
 * @param size        of the network and its file
 * @param epochs      trained, 1 or more
 * @param bestEpoch   the one that was kept, from 1
 * @param pictures    number by part of the dataset: {@code train}, {@code validation}, {@code test} …
 * @param skipped     pictures that could not be read
 * @param costs       by goal's keyword
 * @param audit       what was checked while it was trained
 * @param fold        of this cell, from 1; absent without a cross-validation
 */
public record RunFile(
        String experiment,
        long seed,
        String model,
        String strategy,
        Device device,
        Map<String, String> environment,
        Map<String, String> digests,
        Map<String, String> fingerprint,
        List<String> classes,
        Size size,
        int epochs,
        int bestEpoch,
        Map<String, Long> pictures,
        List<Skipped> skipped,
        Map<String, Cost> costs,
        RunAudit audit,
        OptionalInt fold) {

    /** Copies the collections, keeping their order, and checks the epochs. */
    public RunFile {
        environment = ResultFile.ordered(environment);
        digests = ResultFile.ordered(digests);
        fingerprint = ResultFile.ordered(fingerprint);
        classes = List.copyOf(classes);
        pictures = ResultFile.ordered(pictures);
        skipped = List.copyOf(skipped);
        costs = ResultFile.ordered(costs);
        ResultFile.require(
                bestEpoch >= 1 && bestEpoch <= epochs, "best_epoch must be from 1 to " + epochs + ", was " + bestEpoch);
    }

    /**
     * Where a cell was computed.
     *
     * @param requested as in the pom
     * @param resolved  what was used
     */
    public record Device(String requested, String resolved) {}

    /**
     * How large a network is.
     *
     * @param parameters        numbers in all its weights, batch-norm statistics excluded
     * @param trainedParameters those of them that training may change
     * @param modelBytes        length of {@code model.safetensors}
     */
    public record Size(long parameters, long trainedParameters, long modelBytes) {
        /** Checks that the part is no larger than the whole. */
        public Size {
            ResultFile.require(
                    trainedParameters >= 0 && trainedParameters <= parameters,
                    "trained_parameters must be from 0 to " + parameters + ", was " + trainedParameters);
            ResultFile.require(modelBytes >= 0, "model_bytes must be 0 or more, was " + modelBytes);
        }
    }

    /**
     * A picture that was left out.
     *
     * @param picture path
     * @param reason  why it could not be read
     */
    public record Skipped(String picture, String reason) {}

    /**
     * What a goal took.
     *
     * @param seconds           wall time of this cell
     * @param picturesPerSecond pictures that went through the network, those of every epoch and view counted
     * @param peakRssMib        largest resident memory of the process in MiB; absent where the system does not tell
     */
    public record Cost(double seconds, double picturesPerSecond, OptionalDouble peakRssMib) {
        /** Checks the ranges. */
        public Cost {
            ResultFile.require(seconds >= 0 && Double.isFinite(seconds), "seconds must be 0 or more, was " + seconds);
            ResultFile.require(
                    picturesPerSecond >= 0 && Double.isFinite(picturesPerSecond),
                    "pictures_per_second must be 0 or more, was " + picturesPerSecond);
        }
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is missing or damaged; says which goal makes it
     */
    public static RunFile read(Path file) {
        return ResultFile.read(file, ResultFile.TRAINING, RunCodec::parse);
    }

    /** The file's content. */
    public String toText() {
        return RunCodec.text(this);
    }

    /** Writes the file whole or not at all. */
    public void write(Path file) {
        AtomicFile.write(file, toText());
    }

    /** The same with a goal's cost added or replaced. */
    public RunFile withCost(Goal goal, Cost cost) {
        Map<String, Cost> more = new LinkedHashMap<>(costs);
        more.put(goal.keyword(), cost);
        return new RunFile(
                experiment,
                seed,
                model,
                strategy,
                device,
                environment,
                digests,
                fingerprint,
                classes,
                size,
                epochs,
                bestEpoch,
                pictures,
                skipped,
                more,
                audit,
                fold);
    }
}
