package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlmaven.failure.DataException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerLauncherTest {

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();

    static WorkerCommand command(Path folder) {
        return new WorkerCommand(
                Path.of(System.getProperty("java.home", ""), "bin", "java"),
                List.of("-Xmx64m", "-cp", classesFolder(), FakeWorker.class.getName()),
                Map.of(),
                folder,
                folder.resolve("worker.log"));
    }

    static String classesFolder() {
        try {
            return Path.of(FakeWorker.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String request) throws WorkerFailedException, InterruptedException {
        new WorkerLauncher(log).run(command(folder), request);
    }

    private String failure(String request) {
        WorkerFailedException thrown = catchThrowableOfType(WorkerFailedException.class, () -> run(request));
        assertThat(thrown).isNotNull();
        return String.valueOf(thrown.getMessage());
    }

    @Test
    void markedLinesKeepTheirLevelsAndOthersGoToDebug() throws WorkerFailedException, InterruptedException {
        run("levels");

        assertThat(log.lines)
                .contains("DEBUG one", "INFO two", "WARN three", "ERROR four")
                .contains("DEBUG [W] a native library speaks", "DEBUG @tl SHOUT five", "DEBUG on the other stream")
                .hasSize(7);
    }

    @Test
    void everythingPrintedIsKeptInAFile() throws WorkerFailedException, InterruptedException, IOException {
        run("levels");

        assertThat(Files.readAllLines(folder.resolve("worker.log")))
                .contains("@tl INFO two", "[W] a native library speaks", "on the other stream");
    }

    @Test
    void textSurvivesBothWays() throws WorkerFailedException, InterruptedException {
        run("echo Blüte 花 \"quoted\" \\ back");

        assertThat(log.lines).containsExactly("INFO Blüte 花 \"quoted\" \\ back");
    }

    @Test
    void pathsWithSpacesAndUmlautsAreUnderstood() throws WorkerFailedException, InterruptedException, IOException {
        folder = Files.createDirectories(folder.resolve("a folder ä"));

        run("echo here");

        assertThat(log.lines).containsExactly("INFO here");
    }

    @Test
    void environmentReachesTheWorker() throws WorkerFailedException, InterruptedException {
        WorkerCommand plain = command(folder);
        WorkerCommand command = new WorkerCommand(
                plain.java(), plain.options(), Map.of("TL_TEST", "some value"), plain.outputDirectory(), plain.log());

        new WorkerLauncher(log).run(command, "environment TL_TEST");

        assertThat(log.lines).containsExactly("INFO some value");
    }

    @Test
    void errorsOfTheWorkerBecomeTheMessageOnce() {
        String message = failure("exit 3");

        assertThat(message.lines())
                .containsExactly(
                        "Cannot read a.jpg",
                        "To fix: remove it.",
                        "All that the worker printed is in " + folder.resolve("worker.log"));
        assertThat(log.lines).containsExactly("DEBUG an ordinary line");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | The configuration cannot be run.",
                "4 | Training diverged.",
                "70 | The worker met an error that nobody foresaw",
                "75 | The worker lost the connection to Maven.",
                "1 | The worker's Java did not start",
                "99 | The worker ended with status 99, which it never should.",
            })
    void statusIsTranslatedWithTheLastLines(String status, String sentence) {
        assertThat(failure("exit " + status))
                .startsWith(sentence)
                .contains("Its last lines were:" + System.lineSeparator() + "  an ordinary line");
    }

    @ParameterizedTest
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
    @CsvSource(
            delimiter = '|',
            value = {
                "KILL | The worker was killed (status 137), probably because memory ran out.",
                "TERM | The worker was cancelled from outside (status 143).",
                "ABRT | Native code crashed in the worker (status 134).",
                "SEGV | Native code crashed in the worker (status 139 or 134).",
            })
    void signalsAreTranslated(String signal, String sentence) {
        String message = failure("signal " + signal);

        // HotSpot turns a segmentation fault into an abort after it has written its report
        assertThat(message).startsWith(sentence.replace("139 or 134", message.contains("139") ? "139" : "134"));
    }

    @Test
    void hugeAndGarbledOutputIsSurvived() {
        String message = failure("garbage");

        assertThat(message).contains("line 19999").doesNotContain("line 19000" + System.lineSeparator());
        assertThat(log.lines)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WorkerOutput.LONGEST_LINE + 6));
    }

    @Test
    void missingJavaIsSaid() {
        WorkerCommand plain = command(folder);
        WorkerCommand command = new WorkerCommand(
                folder.resolve("no-java"), plain.options(), Map.of(), plain.outputDirectory(), plain.log());

        assertThatThrownBy(() -> new WorkerLauncher(log).run(command, "echo x"))
                .isInstanceOf(WorkerFailedException.class)
                .hasMessageContaining("Cannot start " + folder.resolve("no-java"))
                .hasMessageContaining("To fix: ");
    }

    @Test
    void folderThatIsAFileIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("target"), "kept");

        assertThatThrownBy(() -> new WorkerLauncher(log).run(command(file), "echo x"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Cannot write");
        assertThat(file).hasContent("kept");
    }
}
