package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No worker outlives the Maven that started it. */
class WorkerEndTest {

    /** The longest time that may pass between the end of Maven and that of the worker. */
    private static final Duration GONE_WITHIN = Duration.ofSeconds(5);

    /** Starting a JVM on a busy machine. */
    private static final Duration STARTED_WITHIN = Duration.ofSeconds(30);

    private static final long POLL_MILLIS = 20;

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();

    @Test
    void interruptionStopsTheWorkerAndReturns() throws InterruptedException {
        assertThat(interrupted("sleep")).isLessThan(GONE_WITHIN);
    }

    @Test
    void workerThatDoesNotListenIsKilled() throws InterruptedException {
        assertThat(interrupted("stubborn")).isLessThan(GONE_WITHIN);
    }

    /** Time from the interruption to the end of the worker, which must be gone when the launcher returns. */
    private Duration interrupted(String request) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread maven = new Thread(() -> {
            try {
                new WorkerLauncher(log).run(WorkerLauncherTest.command(folder), request);
            } catch (WorkerFailedException | InterruptedException e) {
                thrown.set(e);
            }
        });
        maven.start();
        ProcessHandle worker = awaitWorker(log.lines);
        Instant start = Instant.now();
        maven.interrupt();
        maven.join(STARTED_WITHIN.toMillis());
        assertThat(maven.isAlive()).isFalse();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        awaitEnd(worker);
        return Duration.between(start, Instant.now());
    }

    @Test
    void workerEndsWithAKilledMaven() throws IOException, InterruptedException {
        assertThat(timeToEnd(Process::destroyForcibly)).isLessThan(GONE_WITHIN);
    }

    @Test
    void workerEndsWithATerminatedMaven() throws IOException, InterruptedException {
        assertThat(timeToEnd(process -> process.toHandle().destroy())).isLessThan(GONE_WITHIN);
    }

    private interface End {
        void of(Process process);
    }

    private Duration timeToEnd(End end) throws IOException, InterruptedException {
        Path output = folder.resolve("maven.out");
        Process maven = new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-cp",
                        System.getProperty("java.class.path", "")
                                + File.pathSeparator
                                + WorkerLauncherTest.classesFolder(),
                        LauncherMain.class.getName(),
                        folder.toString(),
                        "sleep")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            ProcessHandle worker = awaitWorker(output);
            Instant start = Instant.now();
            end.of(maven);
            awaitEnd(worker);
            return Duration.between(start, Instant.now());
        } finally {
            maven.destroyForcibly().waitFor(STARTED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static ProcessHandle awaitWorker(Path output) throws IOException, InterruptedException {
        for (int i = 0; i < STARTED_WITHIN.toMillis() / POLL_MILLIS; i++) {
            Optional<ProcessHandle> worker = worker(Files.readAllLines(output));
            if (worker.isPresent()) {
                return worker.get();
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new AssertionError("no worker: " + Files.readString(output));
    }

    private static ProcessHandle awaitWorker(List<String> lines) throws InterruptedException {
        for (int i = 0; i < STARTED_WITHIN.toMillis() / POLL_MILLIS; i++) {
            Optional<ProcessHandle> worker = worker(lines);
            if (worker.isPresent()) {
                return worker.get();
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new AssertionError("no worker: " + lines);
    }

    private static Optional<ProcessHandle> worker(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("pid "))
                .map(line -> Long.parseLong(line.replaceAll(".*pid ", "").strip()))
                .findFirst()
                .flatMap(ProcessHandle::of);
    }

    private static void awaitEnd(ProcessHandle worker) throws InterruptedException {
        Instant end = Instant.now().plus(STARTED_WITHIN);
        while (worker.isAlive() && Instant.now().isBefore(end)) {
            Thread.sleep(POLL_MILLIS);
        }
        assertThat(worker.isAlive()).isFalse();
    }
}
