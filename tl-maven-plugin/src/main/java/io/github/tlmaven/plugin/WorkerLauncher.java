package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.maven.plugin.logging.Log;

/**
 * Runs one worker process and never leaves it behind. Its standard input stays open as a life-line: the worker ends
 * itself when the pipe closes, which the system does even where Maven is killed outright. Where Maven ends in order, a
 * shutdown hook and a finally block end the worker.
 */
final class WorkerLauncher {

    /** How long a worker may take to end itself before it is killed. */
    private static final Duration GRACE = Duration.ofSeconds(4);

    private final Log log;

    WorkerLauncher(Log log) {
        this.log = log;
    }

    /**
     * Runs a worker to its end.
     *
     * @param request one line, without a line end
     * @throws WorkerFailedException if it could not start or ended with another status than 0
     * @throws InterruptedException  if the thread was interrupted; the worker is gone then
     */
    void run(WorkerCommand command, String request) throws WorkerFailedException, InterruptedException {
        Path arguments = command.outputDirectory().resolve(command.log().getFileName() + ".args");
        AtomicFile.write(
                arguments, file -> Files.writeString(file, command.argumentFile(), WorkerCommand.argumentCharset()));
        try (Writer file = Files.newBufferedWriter(command.log(), StandardCharsets.UTF_8)) {
            WorkerOutput output = new WorkerOutput(log, file);
            int status = runProcess(start(command, arguments), output, request);
            report(status, output, command);
        } catch (IOException e) {
            throw new DataException(
                    "Cannot write " + command.log() + ": " + e, "make " + command.outputDirectory() + " writable.", e);
        }
    }

    private static Process start(WorkerCommand command, Path arguments) throws WorkerFailedException {
        ProcessBuilder builder = new ProcessBuilder(command.java().toString(), "@" + arguments);
        builder.directory(command.outputDirectory().toFile());
        builder.environment().putAll(command.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new WorkerFailedException("Cannot start " + command.java() + ": " + e.getMessage()
                    + System.lineSeparator() + "To fix: let <jvm> name the java command of a JDK 17 or newer.");
        }
    }

    private int runProcess(Process process, WorkerOutput output, String request) throws InterruptedException {
        Thread hook = new Thread(() -> stopUnlessInterrupted(process), "tl-worker-hook");
        Thread out = pump("tl-worker-out", () -> output.pump(process.getInputStream()));
        Thread err = pump("tl-worker-err", () -> output.pump(process.getErrorStream()));
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            send(process, request);
            return process.waitFor();
        } finally {
            stop(process);
            out.join(GRACE.toMillis());
            err.join(GRACE.toMillis());
            removeHook(hook);
        }
    }

    private void send(Process process, String request) {
        try {
            OutputStream lifeLine = process.getOutputStream(); // stays open while the worker runs
            lifeLine.write((request + "\n").getBytes(StandardCharsets.UTF_8));
            lifeLine.flush();
        } catch (IOException e) {
            log.debug("the worker ended before it read its request", e); // its status says why
        }
    }

    private static Thread pump(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Maven is shutting down and the hook runs already
        }
    }

    private static void stopUnlessInterrupted(Process process) {
        try {
            stop(process);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Asks, waits, kills; then whatever the worker itself started. Does nothing where it has ended alone. */
    private static void stop(Process process) throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        if (process.isAlive()) {
            process.toHandle().destroy(); // unlike the process's own method it leaves the streams to be drained
            boolean interrupted = Thread.interrupted(); // the wait below must happen all the same
            try {
                if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private void report(int status, WorkerOutput output, WorkerCommand command) throws WorkerFailedException {
        if (status == 0) {
            output.errors().forEach(log::error);
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.addAll(output.errors());
        if (output.errors().isEmpty() || WorkerExit.isSignal(status)) {
            lines.add(WorkerExit.sentence(status, output, command.outputDirectory()));
        }
        if (output.errors().isEmpty() && !output.tail().isEmpty()) {
            lines.add("Its last lines were:");
            output.tail().forEach(line -> lines.add("  " + line));
        }
        lines.add("All that the worker printed is in " + command.log());
        throw new WorkerFailedException(String.join(System.lineSeparator(), lines));
    }
}
