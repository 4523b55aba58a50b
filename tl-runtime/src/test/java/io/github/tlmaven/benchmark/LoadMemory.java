package io.github.tlmaven.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.weights.BigFiles;
import io.github.tlmaven.weights.NetworkLoader;
import io.github.tlmaven.weights.SafetensorsWriter;
import io.github.tlmaven.weights.WeightsFile;
import io.github.tlmaven.weights.WeightsFiles;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.StateDict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Anonymous memory that loading a file of VGG-16's size takes above an idle engine, for both formats, and the time. Linux
 * only. Start it with {@code -Xmx300m}; it fails where a limit is exceeded or a value is wrong.
 */
public final class LoadMemory {

    /** Largest anonymous memory above the idle engine's, as a multiple of the file. */
    private static final double LIMIT = 1.3;

    private static final int CLASSES = 1000;
    private static final double MIB = 1 << 20;
    private static final double KIB_PER_MIB = 1024;
    private static final long SAMPLE_MILLIS = 2;

    private LoadMemory() {}

    /**
     * Writes both files into a temporary folder, loads them, and removes them.
     *
     * @param args the formats to load, {@code pth} or {@code safetensors}, in one text or several
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Architecture vgg16 = Architectures.of("vgg16", Head.of(CLASSES));
        Path folder = Files.createTempDirectory("load-memory");
        List<Path> files = new ArrayList<>();
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu())) {
            for (String format : Benchmarks.words(args)) {
                files.add(folder.resolve("vgg16." + format));
                prepare(files.get(files.size() - 1), vgg16);
            }
            warmUp(session);
            System.gc();
            double idle = anonymousMib();
            System.out.printf(
                    Locale.ROOT,
                    "heap of at most %.0f MiB%n",
                    Runtime.getRuntime().maxMemory() / MIB);
            for (Path file : files) {
                measure(session, vgg16, file, idle);
            }
            Path again = folder.resolve("written.safetensors");
            files.add(again);
            write(session, vgg16, files.get(0), again);
        } finally {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.delete(folder);
        }
    }

    private static void prepare(Path file, Architecture architecture) throws IOException {
        if (file.toString().endsWith("pth")) {
            BigFiles.writeCheckpoint(file, architecture.tensors());
        } else {
            BigFiles.writeSafetensors(file, architecture.tensors());
        }
    }

    private static void warmUp(EngineSession session) {
        try (NDManager manager = session.newManager();
                NDArray array = manager.ones(new Shape(8, 8));
                NDArray product = array.matMul(array)) {
            product.toFloatArray();
        }
    }

    private static void measure(EngineSession session, Architecture architecture, Path path, double idle)
            throws IOException, InterruptedException {
        double size = Files.size(path) / MIB;
        Sampler sampler = new Sampler();
        sampler.start();
        long start = System.nanoTime();
        try (WeightsFile file = WeightsFiles.open(path);
                StateDict tensors = NetworkLoader.PLAIN.whole(file, architecture, session.newManager())) {
            double seconds = (System.nanoTime() - start) / Benchmarks.NANOS_PER_SECOND;
            double peak = sampler.peak();
            check(tensors, architecture);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f MiB, anonymous memory %.0f MiB idle, %.0f at most (%.2f of the file), %.2f s%n",
                    path.getFileName(),
                    size,
                    idle,
                    peak,
                    (peak - idle) / size,
                    seconds);
            if (peak - idle > LIMIT * size) {
                throw new IllegalStateException("more than " + LIMIT + " of the file");
            }
        }
    }

    private static void write(EngineSession session, Architecture architecture, Path from, Path to) {
        try (WeightsFile file = WeightsFiles.open(from);
                StateDict tensors = NetworkLoader.PLAIN.whole(file, architecture, session.newManager())) {
            SafetensorsWriter.write(to, tensors.tensors(), Map.of("architecture", architecture.name()));
            System.out.printf(Locale.ROOT, "written again as safetensors, heap in use %.0f MiB%n", heapMib());
        }
    }

    private static double heapMib() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MIB;
    }

    /** A few elements of each tensor, of which the last. */
    private static void check(StateDict tensors, Architecture architecture) {
        for (int place = 0; place < architecture.tensors().size(); place++) {
            String name = architecture.tensors().get(place).name();
            try (NDArray flat = tensors.tensor(name).reshape(-1);
                    NDArray last = flat.get(flat.size() - 1)) {
                if (last.getFloat() != BigFiles.value(place, flat.size() - 1)) {
                    throw new IllegalStateException(name + " ends with " + last.getFloat());
                }
            }
        }
    }

    private static double anonymousMib() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
            Optional<String> line =
                    lines.filter(each -> each.startsWith("RssAnon:")).findFirst();
            return Long.parseLong(line.orElseThrow().replaceAll("\\D", "")) / KIB_PER_MIB;
        }
    }

    /** Keeps the largest value while something runs. */
    private static final class Sampler extends Thread {

        private volatile boolean running = true;
        private volatile double largest;

        @Override
        public void run() {
            try {
                while (running) {
                    largest = Math.max(largest, anonymousMib());
                    Thread.sleep(SAMPLE_MILLIS);
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        double peak() throws InterruptedException {
            running = false;
            join();
            return largest;
        }
    }
}
