package io.github.tlmaven.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The worker as a process of its own, on the classes of this test run. */
final class ChildWorker {

    /** Exit status of a process that SIGKILL ended: 128 and the signal's number. */
    static final int KILLED = 137;

    static final int POLL_MILLIS = 2;

    private ChildWorker() {}

    /** Starts one, which waits for its request; whoever starts it destroys it. */
    static Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-Dai.djl.offline=true"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Sends a request; standard input stays open, so that the worker lives on. */
    static void send(Process process, String request) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((request + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** What a killed worker waits for. */
    @FunctionalInterface
    interface Event {
        boolean hasHappened() throws IOException;
    }

    /** Kills it so many milliseconds after an event, and says whether it came to its end before that. */
    static boolean endsBeforeItIsKilled(Process process, Event event, int millis)
            throws IOException, InterruptedException {
        while (process.isAlive() && !event.hasHappened()) {
            process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
        boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        return ended;
    }

    /** What it prints. */
    static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
