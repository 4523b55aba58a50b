package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.Plans;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.report.files.FindingsFile;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditKind.Severity;
import io.github.tlmaven.spec.AuditSpec;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Workspace;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features of some of the sample's drawings, compared by the goals that audit. */
@Tag("engine")
class FeatureAuditRunTest {

    private static final Path SAMPLE = Path.of("..", "sample-project", "src", "main", "dataset");
    private static final Map<String, Integer> PER_CLASS = Map.of("train", 3, "validation", 1, "test", 2, "field", 1);
    private static final List<String> SETS = List.of("train", "validation", "test", "field");
    private static final int PICTURES = 2 * (3 + 1 + 2 + 1);

    /** Trains on pictures as evaluation sees them. */
    private static final Experiment PROBE = Runs.experiment(
            "probe", new Strategy.Extract(), Trainings.plain(1, 4, new OptimizerSpec.AdamW(1e-3, 1e-2)));

    @TempDir
    private Path base;

    @BeforeEach
    void pictures() throws IOException {
        for (String label : List.of("animal", "food")) {
            List<Path> files = drawings(label);
            int next = 0;
            for (String set : SETS) {
                for (int i = 0; i < PER_CLASS.getOrDefault(set, 0); i++) {
                    Path file = files.get(next++);
                    Path copy = base.resolve(set).resolve(label).resolve(file.getFileName());
                    Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static List<Path> drawings(String label) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLE.resolve(label))) {
            return files.sorted().toList();
        }
    }

    private Path first(String set, String label) throws IOException {
        try (Stream<Path> files = Files.list(base.resolve(set).resolve(label))) {
            return files.sorted().findFirst().orElseThrow();
        }
    }

    private static void mirror(Path original, Path copy) throws IOException {
        BufferedImage image = ImageIO.read(original.toFile());
        int width = image.getWidth();
        BufferedImage mirrored = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = mirrored.createGraphics();
        graphics.drawImage(image, width, 0, -width, image.getHeight(), null);
        graphics.dispose();
        ImageIO.write(mirrored, "png", copy.toFile());
    }

    private void mirrorTestPictures() throws IOException {
        mirror(first("test", "animal"), base.resolve("train/animal/zz.png"));
        mirror(first("test", "food"), base.resolve("train/food/zz.png"));
    }

    private static Plan plan(Map<AuditKind, Severity> severities, Experiment... experiments) {
        Map<AuditKind, Severity> all = new EnumMap<>(AuditKind.class);
        all.put(AuditKind.SMALL_CLASSES, Severity.IGNORE);
        all.put(AuditKind.MISSING_CLASSES, Severity.IGNORE);
        all.putAll(severities);
        DatasetSpec.Source parts = new DatasetSpec.Parts("train", Optional.of("validation"), "test", 0.1, 1);
        Plan plan = Plans.folders(Plans.of(parts, experiments), List.of("field"));
        return Plans.with(
                plan,
                new AuditSpec(all, AuditSpec.USUAL.limits(), Optional.of(new AuditSpec.Features(PROBE.id(), 0.96))));
    }

    private Workspace workspace(List<String> selected) {
        Workspace all = Runs.workspace(base, base.resolve("out"), base.resolve("cache"), 2);
        return new Workspace(
                all.baseDirectory(), all.outputDirectory(), all.cacheDirectory(), 0, 2, false, true, selected);
    }

    private String run(Plan plan, Goal... goals) {
        return Runs.run(plan, workspace(List.of()), goals);
    }

    private List<FindingsFile.Finding> findings() {
        return FindingsFile.read(new Layout(base.resolve("out")).auditFile()).findings();
    }

    private List<String> named() {
        return findings().stream()
                .map(finding -> finding.kind() + " " + finding.places().get(0).picture() + ", "
                        + finding.places().get(1).picture())
                .sorted()
                .toList();
    }

    private List<String> mirrored() throws IOException {
        return List.of(
                "SIMILAR_FEATURES animal/zz.png, animal/"
                        + first("test", "animal").getFileName(),
                "SIMILAR_FEATURES food/zz.png, food/" + first("test", "food").getFileName());
    }

    @Test
    void cleanPicturesHaveNoFinding() {
        assertThat(run(plan(Map.of(), PROBE), Goal.VALIDATE)).contains("audit: 0 findings");
        assertThat(findings()).isEmpty();
    }

    @Test
    void mirrorImagesAcrossPartsAreNamedByGoalsThatAudit() throws IOException {
        mirrorTestPictures();
        Plan plan = plan(Map.of(), PROBE);
        run(plan, Goal.VALIDATE);
        List<FindingsFile.Finding> validated = findings();
        assertThat(named()).isEqualTo(mirrored());
        Files.delete(new Layout(base.resolve("out")).auditFile());
        run(plan, Goal.EXTRACT);
        assertThat(findings()).as("to the last digit").isEqualTo(validated);
        assertThat(validated).allSatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARN);
            assertThat(finding.measure().orElseThrow()).isBetween(0.96, 1.0);
            assertThat(finding.explanation()).contains("leakage, if they show the same");
        });
    }

    @Test
    void featuresAreComputedOnceForAuditAndExperiment() {
        String log = run(plan(Map.of(), PROBE), Goal.VALIDATE, Goal.EXTRACT, Goal.EVALUATE);
        List<String> passes = log.lines()
                .filter(line -> line.contains("features") && line.contains(" computed, "))
                .toList();
        assertThat(passes.get(0)).endsWith("audit: features of probe: " + PICTURES + " computed, 0 stored");
        assertThat(passes.subList(1, passes.size()))
                .as("the second audit, training, validation, test, field")
                .hasSize(5)
                .allMatch(line -> line.contains(" 0 computed, "));
    }

    @Test
    void theExperimentNeedNotBeSelected() throws IOException {
        mirrorTestPictures();
        Plan plan = plan(Map.of(AuditKind.SIMILAR_FEATURES, Severity.FAIL), PROBE, Runs.LAST);
        assertThatThrownBy(() -> Runs.run(plan, workspace(List.of("last")), Goal.FINETUNE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found what must not be, 2 times:")
                .hasMessageContaining("similarFeatures: train animal/zz.png, test animal/")
                .hasMessageContaining("<dataset><audit> with <similarFeatures> set to warn");
        assertThat(named()).isEqualTo(mirrored());
        assertThat(new Layout(base.resolve("out")).cell("last", 1).directory()).doesNotExist();
    }

    @Test
    void whatFailsByPixelsStopsBeforeTheEngine() throws IOException {
        mirrorTestPictures();
        Files.copy(first("test", "food"), base.resolve("train/food/zy.jpg"));
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        RunRequest request = new RunRequest(Goal.VALIDATE, plan(Map.of(), PROBE), workspace(List.of()));
        PlanRunner runner = new PlanRunner(request, new WorkerLog(new PrintStream(log, true, StandardCharsets.UTF_8)));
        assertThatThrownBy(runner::run)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found what must not be, 1 times:");
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("audit: features of probe are not compared")
                .doesNotContain("workers");
        assertThat(findings()).extracting(FindingsFile.Finding::kind).containsExactly(AuditKind.LEAKAGE);
    }

    @Test
    void ignoredFeaturesAreNotComputed() throws IOException {
        mirrorTestPictures();
        String log = run(plan(Map.of(AuditKind.SIMILAR_FEATURES, Severity.IGNORE), PROBE), Goal.VALIDATE);
        assertThat(log).contains("audit: 0 findings").doesNotContain("workers");
    }
}
