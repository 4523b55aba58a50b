package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.spec.AuditSpec;
import io.github.tlmaven.spec.DatasetArchive;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.EvaluationSet;
import io.github.tlmaven.spec.ManifestSpec;
import io.github.tlmaven.spec.PictureFilter;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.SplitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFoldersTest {

    @TempDir
    Path base;

    private static Plan plan(String evaluationSet) {
        return plan(
                new DatasetSpec(new DatasetSpec.Split("pictures", 0.1, 0.1, 1), DatasetSpec.Corrupt.FAIL),
                Map.of("other", EvaluationSet.at(evaluationSet)));
    }

    private static Plan plan(DatasetSpec dataset, Map<String, EvaluationSet> sets) {
        return new Plan(new DeviceRequest.Auto(), List.of(1L), dataset, sets, AuditSpec.USUAL, List.of(), List.of());
    }

    private List<String> problems(DatasetSpec dataset) {
        return DatasetFolders.problems(plan(dataset, Map.of()), base);
    }

    private static DatasetSpec of(DatasetSpec.Source source) {
        return new DatasetSpec(source, DatasetSpec.Corrupt.FAIL);
    }

    @Test
    void classesOfSeveralFoldersCountTogether() throws IOException {
        Files.createDirectories(base.resolve("a/cat"));
        Files.createDirectories(base.resolve("b/cat"));
        DatasetSpec two = of(new DatasetSpec.Split(List.of("a", "b"), SplitSpec.stratified(0.1, 0.1, 1)));
        assertThat(problems(two))
                .containsExactly("<dataset><directories>: [" + base.resolve("a") + ", " + base.resolve("b")
                        + "] hold 1 folders, one for each of at least 2 classes is expected");
        Files.createDirectories(base.resolve("b/dog"));
        assertThat(problems(two)).isEmpty();
    }

    @Test
    void aTableAndItsFolderMustBeThere() throws IOException {
        ManifestSpec table = new ManifestSpec("m.csv", Optional.of("pictures"), Map.of(), List.of());
        DatasetSpec spec = of(new DatasetSpec.Manifest(table, SplitSpec.stratified(0.1, 0.1, 1)));
        assertThat(problems(spec))
                .containsExactly(
                        "<dataset><manifest>: " + base.resolve("m.csv") + " does not exist",
                        "<dataset><directory>: " + base.resolve("pictures") + " does not exist");
        Files.createDirectories(base.resolve("pictures"));
        Files.writeString(base.resolve("m.csv"), "");
        assertThat(problems(spec)).isEmpty();
    }

    @Test
    void ofAnArchiveTheFileAloneIsLookedFor() throws IOException {
        DatasetSpec inside = new DatasetSpec(
                new DatasetSpec.Split("nowhere", 0.1, 0.1, 1),
                PictureFilter.ALL,
                DatasetSpec.Limits.of(DatasetSpec.Corrupt.FAIL),
                Optional.of(new DatasetArchive.Zip("data.zip", Optional.empty())));
        assertThat(problems(inside)).containsExactly("<dataset><zip>: " + base.resolve("data.zip") + " does not exist");
        Files.writeString(base.resolve("data.zip"), "");
        assertThat(problems(inside)).isEmpty();
    }

    @Test
    void ofAnEvaluationSetsArchiveToo() throws IOException {
        DatasetArchive zip = new DatasetArchive.Zip("set.zip", Optional.empty());
        Files.createDirectories(base.resolve("pictures/a"));
        Files.createDirectories(base.resolve("pictures/b"));
        Plan plan = plan(plan("nowhere").dataset(), Map.of("other", new EvaluationSet("nowhere", Optional.of(zip))));
        assertThat(DatasetFolders.problems(plan, base))
                .containsExactly("<evaluationSets><other><zip>: " + base.resolve("set.zip") + " does not exist");
        Files.writeString(base.resolve("set.zip"), "");
        assertThat(DatasetFolders.problems(plan, base)).isEmpty();
    }

    @Test
    void foldersWithTwoClassesPass() throws IOException {
        Files.createDirectories(base.resolve("pictures/a"));
        Files.createDirectories(base.resolve("pictures/b"));

        assertThat(DatasetFolders.problems(plan("pictures"), base)).isEmpty();
    }

    @Test
    void allThatIsMissingIsNamedWithItsElement() throws IOException {
        Files.createDirectories(base.resolve("pictures/only"));

        assertThat(DatasetFolders.problems(plan("elsewhere"), base))
                .containsExactly(
                        "<dataset><directory>: " + base.resolve("pictures")
                                + " holds 1 folders, one for each of at least 2 classes is expected",
                        "<evaluationSets><other>: " + base.resolve("elsewhere") + " does not exist");
    }

    @Test
    void fileWhereAFolderBelongsIsNamed() throws IOException {
        Files.writeString(base.resolve("pictures"), "");

        assertThat(DatasetFolders.problems(plan("pictures"), base))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains("is a file, not a folder"));
    }
}
