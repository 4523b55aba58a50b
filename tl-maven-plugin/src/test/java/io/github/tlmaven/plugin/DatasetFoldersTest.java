package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFoldersTest {

    @TempDir
    Path base;

    private static Plan plan(String evaluationSet) {
        return new Plan(
                new DeviceRequest.Auto(),
                List.of(1L),
                new DatasetSpec(new DatasetSpec.Split("pictures", 0.1, 0.1, 1), DatasetSpec.Corrupt.FAIL),
                Map.of("other", evaluationSet),
                List.of(),
                List.of());
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
