package io.github.tlmaven.worker;

import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.failure.ExitCode;
import io.github.tlmaven.failure.TlException;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.RequestCodec;
import io.github.tlmaven.train.Checkpoints;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Entry of the worker process. The first line of standard input is the request. Standard input stays open as long as
 * the parent lives: at its end this process halts, whatever it is doing. Progress goes to standard output as lines
 * {@code @tl LEVEL text}; results travel in files alone.
 */
public final class Main {

    /** Property with the seconds between checkpoints, for who wants them more often or more seldom than usual. */
    private static final String CHECKPOINT_SECONDS = "tl.checkpointSeconds";

    private static final int MILLIS_EXPONENT = 3;

    /** Exit status of a process that SIGTERM ended: 128 and the signal's number. */
    private static final int TERMINATED = 143;

    private Main() {}

    /**
     * Runs one request and exits with a number of {@link ExitCode}.
     *
     * @param args none
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        WorkerLog log = new WorkerLog(out);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Thread haltWhenTerminated = haltWhenTerminated();
        ExitCode code = run(in, log);
        out.flush();
        Runtime.getRuntime().removeShutdownHook(haltWhenTerminated);
        System.exit(code.number());
    }

    /**
     * An orderly exit would unload the engine's library under threads that compute, and crash. So a signal ends the process
     * at once, as far as files are concerned like a kill, which costs nothing.
     */
    private static Thread haltWhenTerminated() {
        Thread hook = new Thread(() -> Runtime.getRuntime().halt(TERMINATED));
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    // The boundary of the process: whatever is thrown becomes a line and an exit code.
    private static ExitCode run(BufferedReader in, WorkerLog log) {
        try {
            String request = in.readLine();
            if (request == null) {
                return ExitCode.PARENT_GONE;
            }
            haltAtEndOf(in);
            new PlanRunner(RequestCodec.read(request), log, intervals()).run();
            return ExitCode.OK;
        } catch (TlException e) {
            log.error(String.valueOf(e.getMessage()));
            e.printStackTrace();
            return e.exitCode();
        } catch (Json.MalformedException e) {
            log.error("The request is malformed: " + e.getMessage()
                    + ". To fix: let tl-maven-plugin and tl-runtime be of one version; if they are, report it.");
            return ExitCode.BUG;
        } catch (IOException | RuntimeException | LinkageError e) {
            log.error("Unforeseen, please report it: " + e);
            e.printStackTrace();
            return ExitCode.BUG;
        }
    }

    private static Checkpoints.Intervals intervals() {
        String seconds = System.getProperty(CHECKPOINT_SECONDS);
        if (seconds == null) {
            return Checkpoints.Intervals.USUAL;
        }
        try {
            return Checkpoints.Intervals.every(Duration.ofMillis(
                    new BigDecimal(seconds).scaleByPowerOfTen(MILLIS_EXPONENT).longValue()));
        } catch (IllegalArgumentException e) { // no number, or one below zero
            throw new ConfigurationException(
                    "<argLine>: -D" + CHECKPOINT_SECONDS + " must be a number of 0 or more, was '" + seconds + "'.",
                    "write seconds, such as -D" + CHECKPOINT_SECONDS + "=60, or leave it out.");
        }
    }

    private static void haltAtEndOf(BufferedReader in) {
        Thread lifeLine = new Thread(() -> {
            try {
                while (in.read() >= 0) {
                    // nothing more is expected; only the end matters
                }
            } catch (IOException e) {
                // a broken pipe is the end, too
            }
            Runtime.getRuntime().halt(ExitCode.PARENT_GONE.number());
        });
        lifeLine.setName("tl-life-line");
        lifeLine.setDaemon(true);
        lifeLine.start();
    }
}
