package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlmaven.Plans;
import io.github.tlmaven.data.audit.SeenPictures;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditKind.Severity;
import io.github.tlmaven.spec.AuditSpec;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.RunRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a goal does about findings; no network is needed for it. */
class DataAuditorTest {

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @TempDir
    private Path base;

    @BeforeEach
    void pictures() {
        Runs.writePictures(base);
    }

    private void leak() throws IOException {
        Files.copy(base.resolve("field/blue/0.png"), base.resolve("pictures/blue/leak 1.png"));
        Files.copy(base.resolve("field/red/1.png"), base.resolve("pictures/red/leak 2.png"));
    }

    private void audit(Plan plan) {
        RunRequest request =
                new RunRequest(Goal.EXTRACT, plan, Runs.workspace(base, base.resolve("out"), base.resolve("cache"), 1));
        WorkerLog lines = new WorkerLog(new PrintStream(log, true, StandardCharsets.UTF_8));
        new DataAuditor(request, lines).audit(Runs.dataset(plan, base), new SeenPictures());
    }

    private String failure(Plan plan) {
        DataException thrown = catchThrowableOfType(DataException.class, () -> audit(plan));
        assertThat(thrown).isNotNull();
        return Objects.requireNonNull(thrown.getMessage());
    }

    private Layout layout() {
        return new Layout(base.resolve("out"));
    }

    @Test
    void everyFailingFindingIsNamedWithWhatToDo() throws IOException {
        leak();
        assertThat(failure(Runs.plan(Runs.HEAD)))
                .contains("found what must not be, 2 times:")
                .contains("blue/leak 1.png, field blue/0.png: the same file")
                .contains("red/leak 2.png, field red/1.png: the same file")
                .contains(layout().root().resolve("audit.html").toString())
                .contains("Remove one of each pair, or keep both in one part.")
                .contains("<dataset><audit> with <leakage> set to warn");
    }

    @Test
    void filesAreThereThoughTheBuildStops() throws IOException {
        leak();
        failure(Runs.plan(Runs.HEAD));
        assertThat(layout().auditTable()).content().contains(",leakage,fail,field,blue/0.png,blue,1,the same file");
        assertThat(layout().auditFile()).exists();
        assertThat(layout().root().resolve("audit.html")).content().contains("blue/leak 1.png");
        try (var thumbnails = Files.list(layout().auditThumbnails())) {
            assertThat(thumbnails)
                    .as("one for each of two files, which stand for two pictures each")
                    .hasSize(2);
        }
    }

    @Test
    void whatWarnsIsLoggedByKind() throws IOException {
        leak();
        AuditSpec lenient = new AuditSpec(Map.of(AuditKind.LEAKAGE, Severity.WARN), AuditSpec.USUAL.limits());
        audit(Plans.with(Runs.plan(Runs.HEAD), lenient));
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("audit: 2 x leakage (warn): ")
                .contains("audit: 2 x smallClasses (warn): train class 'blue': ");
    }

    @Test
    void aSecondGoalComputesNothing() {
        audit(Runs.plan(Runs.HEAD));
        audit(Runs.plan(Runs.HEAD));
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("audit: 20 fingerprints computed, 0 read from the cache")
                .contains("audit: 0 fingerprints computed, 20 read from the cache");
    }

    private void run(Goal goal) {
        RunRequest request = new RunRequest(
                goal, Runs.plan(Runs.LAST), Runs.workspace(base, base.resolve("out"), base.resolve("cache"), 1));
        new PlanRunner(request, new WorkerLog(new PrintStream(log, true, StandardCharsets.UTF_8))).run();
    }

    @ParameterizedTest
    @EnumSource(names = {"VALIDATE", "FINETUNE"})
    void goalsThatTrainOrValidateAuditFirst(Goal goal) throws IOException {
        leak();
        DataException thrown = catchThrowableOfType(DataException.class, () -> run(goal));
        assertThat(thrown).isNotNull().hasMessageContaining("The audit of the pictures");
        assertThat(layout().cell("last", 1).directory()).doesNotExist();
    }

    @Test
    void validationEndsWithTheAudit() {
        run(Goal.VALIDATE);
        assertThat(layout().auditFile()).exists();
        assertThat(layout().dataset()).exists();
        assertThat(layout().cell("last", 1).directory()).doesNotExist();
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("audit: 2 findings")
                .doesNotContain("workers");
    }
}
