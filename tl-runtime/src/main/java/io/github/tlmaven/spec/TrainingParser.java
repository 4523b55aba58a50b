package io.github.tlmaven.spec;

import io.github.tlmaven.spec.BatchSpec.Sampling;
import io.github.tlmaven.spec.SelectionSpec.Keep;
import io.github.tlmaven.spec.SelectionSpec.Monitor;
import io.github.tlmaven.spec.SelectionSpec.Stopping;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads the elements of an experiment that say how it is trained; what the strategy decides is read elsewhere. */
final class TrainingParser {

    private static final String BATCH_SIZE = "batchSize";
    private static final String ACCUMULATION = "accumulationSteps";
    private static final String SAMPLING = "sampling";
    private static final String KEEP = "keep";
    private static final String MONITOR = "monitor";
    private static final String PATIENCE = "patience";
    private static final String MIN_DELTA = "minDelta";

    static final List<String> NAMES = Stream.of(
                    List.of(BATCH_SIZE, ACCUMULATION, BatchSpec.MICRO_BATCH, SAMPLING),
                    OptimizerParser.NAMES,
                    ScheduleParser.NAMES,
                    LossParser.NAMES,
                    List.of(KEEP, MONITOR, PATIENCE, MIN_DELTA))
            .flatMap(List::stream)
            .toList();

    private final Section section;
    private final int epochs;

    TrainingParser(Section section, int epochs) {
        this.section = section;
        this.epochs = epochs;
    }

    TrainingSpec parse(AugmentationSpec augmentation, int views) {
        BatchSpec batch = batch();
        LossSpec loss = new LossParser(section).parse();
        if (batch.sampling() == Sampling.BALANCED && loss.classWeights() instanceof LossSpec.ClassWeights.Balanced) {
            section.problem(
                    SAMPLING, "balanced and <classWeights> balanced would make up for rare classes twice; keep one");
        }
        return new TrainingSpec(
                epochs,
                batch,
                new OptimizerParser(section).parse(),
                new ScheduleParser(section, epochs).parse(),
                loss,
                selection(),
                augmentation,
                views);
    }

    private BatchSpec batch() {
        int size = section.whole(BATCH_SIZE, 1, Defaults.BATCH_SIZE);
        int steps = section.whole(ACCUMULATION, 1, Defaults.ACCUMULATION_STEPS);
        if ((long) size * steps > Integer.MAX_VALUE) {
            section.problem(ACCUMULATION, "times <batchSize> must be at most " + Integer.MAX_VALUE);
            steps = Defaults.ACCUMULATION_STEPS;
        }
        int microBatch = section.whole(BatchSpec.MICRO_BATCH, 1, BatchSpec.DEFAULT_MICRO_BATCH);
        Sampling sampling = section.word(SAMPLING, Words.of(Sampling.values(), Sampling::keyword))
                .orElse(Sampling.SHUFFLED);
        return new BatchSpec(size, steps, microBatch, sampling);
    }

    private SelectionSpec selection() {
        Keep keep = section.word(KEEP, Words.of(Keep.values(), Keep::keyword)).orElse(Keep.BEST);
        Monitor monitor = section.word(MONITOR, Words.of(Monitor.values(), Monitor::keyword))
                .orElse(Monitor.VALIDATION_ACCURACY);
        Optional<Stopping> stopping = stopping();
        if (keep == Keep.LAST && stopping.isEmpty() && section.sound(PATIENCE)) {
            section.refuse(MONITOR, "with keep last and without <patience>");
        }
        return new SelectionSpec(keep, monitor, stopping);
    }

    private Optional<Stopping> stopping() {
        OptionalInt patience = section.wholeOrNone(PATIENCE, 1);
        if (patience.isEmpty() && section.sound(PATIENCE)) {
            section.refuse(MIN_DELTA, "without <patience>");
        }
        double minDelta = section.real(MIN_DELTA, Range.NOT_NEGATIVE, Defaults.MIN_DELTA);
        return patience.isPresent() ? Optional.of(new Stopping(patience.getAsInt(), minDelta)) : Optional.empty();
    }
}
