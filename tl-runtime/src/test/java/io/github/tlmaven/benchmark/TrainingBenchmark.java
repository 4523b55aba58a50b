package io.github.tlmaven.benchmark;

import io.github.tlmaven.Plans;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditSpec;
import io.github.tlmaven.spec.BatchSpec;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.spec.WeightsSource;
import io.github.tlmaven.weights.SafetensorsWriter;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.Initialization;
import io.github.tlmaven.zoo.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Trains a model as a build does, in a worker process with an empty cache, and prints what it cost: {@code STRATEGY MODEL
 * FOLDER EPOCHS [--micro-batch N] [OPTION...]}. The strategy is {@code extract}, {@code last-block} or {@code all}, or
 * one of the first two behind {@code stored-} for a second training, which finds the features of a first one; the folder
 * holds {@code train/CLASS} and {@code val/CLASS}; options go to the worker's virtual machine. {@code
 * src/benchmark/beside.py} runs it and PyTorch in turn.
 *
 * <p>The work is that of {@code src/benchmark/peers.py}: SGD on batches of 32, one view of each picture and no augmentation, no
 * warm start. {@code extract} is validated on the pictures of {@code val} as there; where the peer validates nothing, one
 * picture of each class serves, since an epoch must have something to be judged by. Weights are random: they change no
 * time. Linux only.
 */
public final class TrainingBenchmark {

    private static final int BATCH = 32;
    private static final String MICRO_BATCH = "--micro-batch";
    private static final int IMAGENET_CLASSES = 1000;

    /** The same pictures serve for validation and as the test part, which nothing is judged on here. */
    private static final AuditSpec NO_LEAKAGE =
            new AuditSpec(Map.of(AuditKind.LEAKAGE, AuditKind.Severity.IGNORE), AuditSpec.USUAL.limits());

    /** Begins the strategy of a second training, which finds the features of a first one. */
    private static final String STORED = "stored-";

    private final String strategy;
    private final String model;
    private final Path pictures;
    private final int epochs;
    private final int microBatch;
    private final List<String> options;

    private TrainingBenchmark(List<String> words) {
        this.strategy = words.get(0).replace(STORED, "");
        this.model = words.get(1);
        this.pictures = Path.of(words.get(2)).toAbsolutePath();
        this.epochs = Integer.parseInt(words.get(3));
        List<String> rest = words.subList(4, words.size());
        boolean given = rest.size() > 1 && rest.get(0).equals(MICRO_BATCH);
        this.microBatch = given ? Integer.parseInt(rest.get(1)) : BatchSpec.DEFAULT_MICRO_BATCH;
        this.options = given ? rest.subList(2, rest.size()) : rest;
    }

    /**
     * Prints the worker's log and, as the last line, one JSON object: seconds from the opened session to the trained network,
     * the pass over the frozen part included; seconds of the epochs alone; pictures/s over both; largest resident memory in
     * MiB, and how it was at the end of the fifth epoch and of the last.
     *
     * @param args what to do, in one text or several
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> words = Benchmarks.words(args);
        TrainingBenchmark benchmark = new TrainingBenchmark(words);
        Path folder = Files.createTempDirectory("training");
        try {
            RunRequest request = benchmark.request(folder);
            WorkerWatch watch = WorkerWatch.run(request, benchmark.options);
            if (words.get(0).startsWith(STORED)) {
                watch = WorkerWatch.run(request, benchmark.options);
            }
            System.out.println(Json.writeCompact(benchmark.result(watch)));
        } finally {
            Benchmarks.delete(folder);
        }
    }

    private Map<String, Object> result(WorkerWatch watch) throws IOException {
        long count = count(pictures.resolve("train"));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("what", strategy);
        result.put("model", model);
        result.put("epochs", epochs);
        result.put("microBatch", microBatch);
        result.put("seconds", Benchmarks.round(watch.seconds(), 2));
        result.put("epochSeconds", Benchmarks.round(watch.epochSeconds(), 2));
        result.put("picturesPerSecond", Benchmarks.round(count * epochs / watch.seconds(), 2));
        result.put("cpuSeconds", Benchmarks.round(watch.cpuSeconds(), 2));
        result.put("peakMiB", Benchmarks.round(watch.peakMib(), 2));
        result.put("fifthEpochMiB", Benchmarks.round(watch.residentMib(5.0 / epochs), 2));
        result.put("lastEpochMiB", Benchmarks.round(watch.residentMib(1), 2));
        return result;
    }

    private RunRequest request(Path folder) throws IOException {
        Path weights = folder.resolve("weights.safetensors");
        writeWeights(weights);
        ModelSpec spec = new ModelSpec(
                model, new WeightsSource.LocalFile(weights.toString()), List.of(), preprocessing(), HeadSpec.plain());
        TrainingSpec training = Trainings.with(
                Trainings.plain(epochs, BATCH, Benchmarks.SGD),
                new BatchSpec(BATCH, 1, microBatch, BatchSpec.Sampling.SHUFFLED));
        String validation = pictures.resolve("val").toString();
        String judged = strategy.equals("extract") ? validation : few(Path.of(validation), folder.resolve("few"));
        DatasetSpec.Source source =
                new DatasetSpec.Parts(pictures.resolve("train").toString(), Optional.of(judged), validation, 0.5, 0);
        Plan plan = Plans.of(source, new Experiment("benchmark", spec, strategy(), training));
        Goal goal = strategy.equals("extract") ? Goal.EXTRACT : Goal.FINETUNE;
        return Benchmarks.request(goal, Plans.with(plan, NO_LEAKAGE), folder);
    }

    private static PreprocessingSpec preprocessing() {
        Preprocessing imagenet = Benchmarks.IMAGENET;
        return new PreprocessingSpec(
                OptionalInt.of(imagenet.resize()),
                Optional.of(imagenet.interpolation()),
                OptionalInt.of(imagenet.crop()),
                Optional.of(imagenet.mean()),
                Optional.of(imagenet.std()));
    }

    private Strategy strategy() {
        return switch (strategy) {
            case "extract" -> new Strategy.Extract();
            case "last-block" -> new Strategy.Finetune(Strategy.Unfreeze.LAST_BLOCK, 1);
            case "all" -> new Strategy.Finetune(Strategy.Unfreeze.ALL, 1);
            default -> throw new IllegalArgumentException("extract, last-block or all, not " + strategy);
        };
    }

    private void writeWeights(Path file) {
        Architecture architecture = Architectures.of(model, Head.of(IMAGENET_CLASSES));
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                Workers workers = session.newWorkers(1);
                StateDict tensors = new StateDict(session.newManager())) {
            Initialization.network(architecture, tensors, 1, workers);
            SafetensorsWriter.write(file, tensors.tensors(), Map.of());
        }
    }

    /** A folder with the first picture of each class. */
    private static String few(Path from, Path to) throws IOException {
        for (Path folder : children(from)) {
            Path picture = children(folder).get(0);
            Path copy = to.resolve(from.relativize(picture));
            Files.createDirectories(copy.getParent());
            Files.copy(picture, copy);
        }
        return to.toString();
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList();
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).count();
        }
    }
}
