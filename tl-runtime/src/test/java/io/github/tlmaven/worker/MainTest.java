package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.failure.ExitCode;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.RequestCodec;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Strategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worker as a process of its own, with the protocol that its parent speaks. */
@Timeout(120)
class MainTest {

    /** The halt itself takes milliseconds; the rest is for a busy machine. */
    private static final long HALT_SECONDS = 15;

    /** Far more than can be trained before the test ends. */
    private static final int ENDLESS_EPOCHS = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void aMalformedRequestIsABugWithALine() throws Exception {
        Ended ended = runWith("nonsense\n");
        assertThat(ended.exit()).isEqualTo(ExitCode.BUG.number());
        assertThat(ended.lines()).first().asString().startsWith("@tl ERROR The request is malformed: ");
        assertThat(ended.lines())
                .anyMatch(line -> line.contains("To fix: let tl-maven-plugin and tl-runtime be of one"));
    }

    @Test
    void noRequestMeansThatTheParentIsGone() throws Exception {
        Ended ended = runWith("");
        assertThat(ended.exit()).isEqualTo(ExitCode.PARENT_GONE.number());
        assertThat(ended.lines()).isEmpty();
    }

    @Test
    void aMissingDatasetIsADataErrorWithItsFix() throws Exception {
        Ended ended = runWith(request(Runs.HEAD) + "\n");
        assertThat(ended.exit()).isEqualTo(ExitCode.DATA.number());
        assertThat(ended.lines())
                .allMatch(line -> line.startsWith("@tl ERROR "))
                .anyMatch(line -> line.contains(folder.resolve("pictures").toString()))
                .anyMatch(line -> line.startsWith("@tl ERROR To fix: "));
    }

    @Test
    void anIntervalOfCheckpointsThatIsNoNumberIsRefused() throws Exception {
        Ended ended = runWith(request(Runs.HEAD) + "\n", "-Dtl.checkpointSeconds=often");
        assertThat(ended.exit()).isEqualTo(ExitCode.CONFIGURATION.number());
        assertThat(ended.lines())
                .first()
                .asString()
                .contains("-Dtl.checkpointSeconds must be a number of 0 or more, was 'often'");
    }

    @Test
    @Tag("engine")
    void theEndOfInputHaltsItInTheMiddleOfWork() throws Exception {
        Runs.writePictures(folder);
        Experiment endless = Runs.experiment("endless", new Strategy.Extract(), Runs.training(ENDLESS_EPOCHS, 1));
        Process process = ChildWorker.start();
        try (BufferedReader out = ChildWorker.output(process)) {
            ChildWorker.send(process, request(endless));
            assertThat(out.lines().anyMatch(line -> line.contains("features at classifier: validation")))
                    .isTrue(); // all that is left is the training
            process.getOutputStream().close();
            assertThat(process.waitFor(HALT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(ExitCode.PARENT_GONE.number());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private String request(Experiment experiment) {
        return RequestCodec.write(new RunRequest(
                Goal.EXTRACT,
                Runs.plan(experiment),
                Runs.workspace(folder, folder.resolve("out"), folder.resolve("cache"), 1)));
    }

    private record Ended(int exit, List<String> lines) {}

    private static Ended runWith(String input, String... options) throws IOException, InterruptedException {
        Process process = ChildWorker.start(options);
        try (BufferedReader out = ChildWorker.output(process);
                OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
            in.flush();
            if (input.isEmpty()) {
                process.getOutputStream().close();
            }
            List<String> lines = out.lines().toList();
            return new Ended(process.waitFor(), lines);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
