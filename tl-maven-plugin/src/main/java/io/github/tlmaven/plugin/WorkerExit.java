package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.ExitCode;
import java.nio.file.Path;

/** What a worker's exit status means, in a sentence. */
final class WorkerExit {

    /** A shell and Java report a process ended by signal n as 128 + n. */
    private static final int SIGNAL = 128;

    private static final int SIGINT = SIGNAL + 2;
    private static final int SIGABRT = SIGNAL + 6;
    private static final int SIGKILL = SIGNAL + 9;
    private static final int SIGSEGV = SIGNAL + 11;
    private static final int SIGTERM = SIGNAL + 15;

    /** What the launcher of Java returns where the virtual machine does not start. */
    private static final int NOT_STARTED = 1;

    /** {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int HEAP_EXHAUSTED = 3;

    private static final String OUT_OF_HEAP = "java.lang.OutOfMemoryError";

    private WorkerExit() {}

    /**
     * @param status of the process, not 0
     * @param output what the worker printed
     * @param crash  folder where the virtual machine leaves hs_err files
     */
    static String sentence(int status, WorkerOutput output, Path crash) {
        if (status == HEAP_EXHAUSTED && output.tail().stream().anyMatch(line -> line.contains(OUT_OF_HEAP))) {
            return "The Java heap was too small. To fix: raise it by <argLine>-Xmx2g</argLine>.";
        }
        return switch (status) {
            case NOT_STARTED ->
                "The worker's Java did not start. To fix: see the lines below; it must be Java 17 or newer,"
                        + " and <argLine> must hold options that it knows.";
            case SIGINT, SIGTERM -> "The worker was cancelled from outside (status " + status + ").";
            case SIGKILL ->
                "The worker was killed (status 137), probably because memory ran out. To fix: lower <batchSize>,"
                        + " <microBatch> or <threads>, or give the machine more memory.";
            case SIGABRT, SIGSEGV ->
                "Native code crashed in the worker (status " + status + "). To fix: see " + crash
                        + "/hs_err_*.log where it exists, and report it with that file.";
            default -> known(status);
        };
    }

    /** Whether the process was ended by a signal, which it could say nothing about. */
    static boolean isSignal(int status) {
        return status > SIGNAL;
    }

    private static String known(int status) {
        for (ExitCode code : ExitCode.values()) {
            if (code.number() == status) {
                return switch (code) {
                    case OK -> "Everything was done.";
                    case CONFIGURATION -> "The configuration cannot be run.";
                    case DATA -> "A dataset, a file or an earlier result is missing or unusable.";
                    case DIVERGED -> "Training diverged.";
                    case BUG -> "The worker met an error that nobody foresaw; please report it with its log.";
                    case PARENT_GONE -> "The worker lost the connection to Maven.";
                };
            }
        }
        return isSignal(status)
                ? "The worker was ended by signal " + (status - SIGNAL) + "."
                : "The worker ended with status " + status + ", which it never should.";
    }
}
