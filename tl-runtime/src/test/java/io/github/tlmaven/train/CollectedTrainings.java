package io.github.tlmaven.train;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.FeatureSpace;
import io.github.tlmaven.spec.BatchSpec;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.Initialization;
import io.github.tlmaven.zoo.StateDict;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that trains a network again and again while another thread collects garbage, and writes over what was let
 * go. It prints the strategy and the digest of the network after each training, and how often garbage was collected
 * meanwhile.
 */
final class CollectedTrainings {

    /** By the word that begins their lines. */
    static final Map<String, Strategy> STRATEGIES = new TreeMap<>(Map.of(
            "all",
            new Strategy.Finetune(Unfreeze.ALL, 1),
            "last-block",
            new Strategy.Finetune(Unfreeze.LAST_BLOCK, 1)));

    /** Begins a line with the number of collections during one training. */
    static final String COLLECTIONS = "collections ";

    private static final int CLASSES = 3;
    /** With squeeze and excitation, hard-swish, a hidden layer and dropout: more kinds of layers than others have. */
    private static final Architecture NETWORK = Architectures.of("mobilenet_v3_small", Head.of(CLASSES));

    private static final int WORKERS = 2;
    /** Four micro-batches, of which the last is short. */
    private static final int PICTURES = 3 * BatchSpec.DEFAULT_MICRO_BATCH + 1;

    private static final int EPOCHS = 3;
    private static final OptimizerSpec ADAMW = new OptimizerSpec.AdamW(1e-3, 0.01);

    /** Between two collections, so that the training gets on. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** From one number to a whole micro-batch. */
    private static final int LARGEST_BUFFER = 1 << 20;

    private static final int BUFFERS_OF_A_SIZE = 4;

    private CollectedTrainings() {}

    /** The number of repetitions. */
    public static void main(String[] arguments) {
        AtomicBoolean running = new AtomicBoolean(true);
        Thread collector = new Thread(() -> {
            while (running.get()) {
                System.gc();
                overwrite();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        });
        collector.setDaemon(true);
        collector.start();
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                StateDict first = new StateDict(session.newManager())) {
            try (Workers workers = session.newWorkers(1)) {
                Initialization.network(NETWORK, first, 1, workers);
            }
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                STRATEGIES.forEach((name, strategy) -> {
                    long before = collections();
                    System.out.println(name + " " + train(session, first, strategy));
                    System.out.println(COLLECTIONS + (collections() - before));
                });
            }
        } finally {
            running.set(false);
        }
    }

    private static Sha256 train(EngineSession session, StateDict first, Strategy strategy) {
        try (StateDict tensors = first.copy(NETWORK.tensors(), session.newManager());
                Workers workers = session.newWorkers(WORKERS)) {
            Trainer.Setup setup = new Trainer.Setup(
                    "[small heap]", NETWORK, tensors, strategy, TrainingBench.spec(EPOCHS, PICTURES, ADAMW));
            TrainingBench.train(session, workers, setup, PICTURES, CLASSES);
            return FeatureSpace.digestOf(NETWORK.tensors(), tensors);
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    /** Takes memory of every size outside the heap, where arrays were, and fills it with what is no number. */
    private static void overwrite() {
        for (int size = Float.BYTES; size <= LARGEST_BUFFER; size *= 2) {
            for (int i = 0; i < BUFFERS_OF_A_SIZE; i++) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(size);
                while (buffer.hasRemaining()) {
                    buffer.put((byte) -1);
                }
            }
        }
    }
}
