package io.github.tlmaven.worker;

import io.github.tlmaven.failure.ExitCode;
import io.github.tlmaven.failure.TlException;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.RequestCodec;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Entry of the worker process. The first line of standard input is the request. Standard input stays open as long as
 * the parent lives: at its end this process halts, whatever it is doing. Progress goes to standard output as lines
 * {@code @tl LEVEL text}; results travel in files alone.
 */
public final class Main {

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
        ExitCode code = run(in, log);
        out.flush();
        System.exit(code.number());
    }

    // The boundary of the process: whatever is thrown becomes a line and an exit code.
    private static ExitCode run(BufferedReader in, WorkerLog log) {
        try {
            String request = in.readLine();
            if (request == null) {
                return ExitCode.PARENT_GONE;
            }
            haltAtEndOf(in);
            new PlanRunner(RequestCodec.read(request), log).run();
            return ExitCode.OK;
        } catch (TlException e) {
            log.error(String.valueOf(e.getMessage()));
            e.printStackTrace();
            return e.exitCode();
        } catch (Json.MalformedException e) {
            log.error("The request is malformed: " + e.getMessage());
            return ExitCode.BUG;
        } catch (IOException | RuntimeException | LinkageError e) {
            log.error("Unforeseen, please report it: " + e);
            e.printStackTrace();
            return ExitCode.BUG;
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
