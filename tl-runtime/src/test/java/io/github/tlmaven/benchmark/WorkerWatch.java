package io.github.tlmaven.benchmark;

import io.github.tlmaven.spec.RequestCodec;
import io.github.tlmaven.spec.RunRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a worker and watches its log and its memory from outside. Linux only. */
final class WorkerWatch {

    /** What lies between two lines of the log, the second of which may tell seconds of its own. */
    record Stretch(Pattern first, Pattern last) {

        /** From the opened session to the end of the last epoch, of a worker that trains one cell. */
        static final Stretch TRAINING = of("device .* workers", ".* epochs in ([0-9.]+) s; kept .*");

        /** From the pictures that are listed, checked and parted to the last finding. */
        static final Stretch AUDIT = of(".* classes; pictures: .*", "audit: .* findings, .*");

        private static Stretch of(String first, String last) {
            return new Stretch(Pattern.compile("@tl INFO " + first), Pattern.compile("@tl INFO " + last));
        }
    }

    private static final long SAMPLE_MILLIS = 50;
    private static final double KIB_PER_MIB = 1024;

    private final Process process;
    private final Stretch stretch;
    private final List<Sample> samples = new ArrayList<>();
    private final long started = System.nanoTime();
    private long begun;
    private long ended;
    private double epochSeconds;
    private double cpuSeconds;

    /** Memory at a moment of {@link System#nanoTime}. */
    private record Sample(long nanos, double residentMib, double peakMib, double anonymousMib) {}

    private WorkerWatch(Process process, Stretch stretch) {
        this.process = process;
        this.stretch = stretch;
    }

    /** Runs a request that trains one cell. */
    static WorkerWatch run(RunRequest request, List<String> options) throws IOException, InterruptedException {
        return run(request, Stretch.TRAINING, options);
    }

    /**
     * Runs a request to its end and prints what the worker prints.
     *
     * @param stretch what is timed
     * @param options of the worker's virtual machine beside the usual ones
     */
    static WorkerWatch run(RunRequest request, Stretch stretch, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx1g",
                "-Xms64m",
                "-XX:MaxNewSize=64m",
                "-XX:+UseParallelGC",
                "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.github.tlmaven.worker.Main"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        WorkerWatch watch = new WorkerWatch(process, stretch);
        Thread sampler = new Thread(watch::sample);
        sampler.start();
        try (OutputStream lifeLine = process.getOutputStream()) {
            lifeLine.write((RequestCodec.write(request) + "\n").getBytes(StandardCharsets.UTF_8));
            lifeLine.flush();
            watch.follow();
            int status = process.waitFor();
            if (status != 0 || watch.ended == 0) {
                throw new IllegalStateException("the worker ended with status " + status);
            }
        } finally {
            process.destroyForcibly();
            sampler.join();
        }
        return watch;
    }

    private void follow() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                Matcher end = stretch.last().matcher(line);
                if (stretch.first().matcher(line).matches()) {
                    begun = System.nanoTime();
                    cpuSeconds = -cpu();
                } else if (end.matches()) {
                    ended = System.nanoTime();
                    epochSeconds = end.groupCount() > 0 ? Double.parseDouble(end.group(1)) : 0;
                    cpuSeconds += cpu();
                }
            }
        }
    }

    private double cpu() {
        return process.info()
                .totalCpuDuration()
                .map(spent -> spent.toNanos() / Benchmarks.NANOS_PER_SECOND)
                .orElse(0.0);
    }

    private void sample() {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        try {
            while (process.isAlive()) {
                List<String> lines = Files.readAllLines(status, StandardCharsets.ISO_8859_1);
                Optional<Double> resident = mib(lines, "VmRSS:");
                Optional<Double> peak = mib(lines, "VmHWM:");
                Optional<Double> anonymous = mib(lines, "RssAnon:");
                if (resident.isPresent() && peak.isPresent() && anonymous.isPresent()) {
                    samples.add(new Sample(System.nanoTime(), resident.get(), peak.get(), anonymous.get()));
                }
                Thread.sleep(SAMPLE_MILLIS);
            }
        } catch (IOException e) {
            // the process ended between the two looks at it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Double> mib(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
                .findFirst();
    }

    /** From the start of the process to the stretch. */
    double secondsBefore() {
        return (begun - started) / Benchmarks.NANOS_PER_SECOND;
    }

    /** Of the stretch. */
    double seconds() {
        return (ended - begun) / Benchmarks.NANOS_PER_SECOND;
    }

    /** Of the epochs alone. */
    double epochSeconds() {
        return epochSeconds;
    }

    /** Of all threads, in the stretch. */
    double cpuSeconds() {
        return cpuSeconds;
    }

    /** Largest resident memory of the whole process. */
    double peakMib() {
        return samples.stream().mapToDouble(Sample::peakMib).max().orElse(0);
    }

    /** Largest resident memory but for pages of mapped files, which the system can take back at any time. */
    double anonymousPeakMib() {
        return samples.stream().mapToDouble(Sample::anonymousMib).max().orElse(0);
    }

    /** Resident memory when a share of the epochs was over. */
    double residentMib(double share) {
        long moment = ended - (long) ((1 - share) * epochSeconds * Benchmarks.NANOS_PER_SECOND);
        return samples.stream()
                .filter(sample -> sample.nanos() <= moment)
                .reduce((earlier, later) -> later)
                .map(Sample::residentMib)
                .orElse(0.0);
    }
}
