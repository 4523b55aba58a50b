package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Kills workers at random moments of their trainings, and counts. {@code -Dtl.killSeed} repeats the moments. */
final class Kills {

    /** Kills that are made where {@code -Dtl.kills} says nothing. */
    static final int FEW = 2;

    /** A checkpoint this often, in seconds: the trainings of these tests take a few seconds only. */
    static final String CHECKPOINTS = "-Dtl.checkpointSeconds=0.1";

    /** A process is killed at most so many checkpoints after its start, so that many a training takes several. */
    private static final int MOST_CHECKPOINTS = 8;

    /** And so many milliseconds after that: longer than from one checkpoint to the next. */
    private static final int MOST_MILLIS = 200;

    private final long seed = Long.getLong("tl.killSeed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> moments = new ArrayList<>();
    private int made;
    private int resumed;

    /**
     * When a process is killed, but not before the first line of its training.
     *
     * @param text   names the event
     * @param event  after which it is
     * @param millis after that
     */
    record Moment(String text, ChildWorker.Event event, int millis) {
        static final Moment NEVER = new Moment("never", () -> false, 0);
    }

    /**
     * How a process ended.
     *
     * @param atItsEnd whether it came to its end, and was not killed
     * @param lines    that it printed
     */
    record Outcome(boolean atItsEnd, List<String> lines) {}

    /** How often so far. */
    int made() {
        return made;
    }

    /** Processes that went on from a checkpoint. */
    int resumed() {
        return resumed;
    }

    /** When the process that starts next has written some checkpoints more than are there now, at least so many. */
    Moment checkpoints(Path folder, int least) {
        long before = latest(folder);
        int checkpoints = least + random.nextInt(MOST_CHECKPOINTS);
        return after(checkpoints + " checkpoints", () -> latest(folder) - before >= checkpoints);
    }

    /** When a file is there. */
    Moment file(Path file) {
        return after(file.getFileName().toString(), () -> Files.exists(file));
    }

    private Moment after(String text, ChildWorker.Event event) {
        return new Moment(text, event, random.nextInt(MOST_MILLIS));
    }

    /** Number of the latest checkpoint, 0 where there is none. */
    static long latest(Path checkpoints) {
        String[] names = checkpoints.toFile().list();
        return Stream.of(names == null ? new String[0] : names)
                .filter(name -> name.startsWith("checkpoint-"))
                .mapToLong(name -> Long.parseLong(name.split("-", 3)[1]))
                .max()
                .orElse(0);
    }

    /** Runs a worker, and kills it at its moment unless it came to its end before that. */
    Outcome start(String request, Moment moment) throws Exception {
        List<String> lines = new ArrayList<>();
        Process process = ChildWorker.start(CHECKPOINTS);
        try (BufferedReader out = ChildWorker.output(process)) {
            ChildWorker.send(process, request);
            CountDownLatch training = new CountDownLatch(1);
            Thread reader = new Thread(() -> read(out, lines, training));
            reader.start();
            training.await();
            boolean ended = ChildWorker.endsBeforeItIsKilled(process, moment.event(), moment.millis());
            reader.join();
            assertThat(process.exitValue())
                    .as(String.join(System.lineSeparator(), lines))
                    .isEqualTo(ended ? 0 : ChildWorker.KILLED);
            count(lines, moment, ended);
            return new Outcome(ended, lines);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Collects what a worker prints, and tells when it begins to train or ends. */
    static void read(BufferedReader out, List<String> lines, CountDownLatch training) {
        out.lines().forEach(line -> {
            lines.add(line);
            if (line.contains("is trained now")) {
                training.countDown();
            }
        });
        training.countDown();
    }

    private void count(List<String> lines, Moment moment, boolean ended) {
        boolean goesOn = lines.stream().anyMatch(line -> line.contains(" goes on after "));
        resumed += goesOn ? 1 : 0;
        if (!ended) {
            made++;
            moments.add(moment.text() + " and " + moment.millis() + " ms");
        }
    }

    /** Prints the moments of an experiment's kills, and forgets them. */
    void print(String experiment) {
        System.out.println("seed " + seed + ", " + experiment + " killed after " + String.join(", ", moments)
                + "; in all " + made + " kills, after which " + resumed + " trainings went on from a checkpoint");
        moments.clear();
    }
}
