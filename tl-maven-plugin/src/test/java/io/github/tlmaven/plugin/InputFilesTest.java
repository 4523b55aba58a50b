package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.PlanParser;
import io.github.tlmaven.spec.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {

    @TempDir
    Path base;

    @BeforeEach
    void makePictures() throws IOException {
        Files.createDirectories(base.resolve("pictures/a"));
        Files.createDirectories(base.resolve("pictures/b"));
    }

    /** Experiments e0, e1 and so on, each with its weights. */
    private static Plan plan(String pictures, String... weights) {
        List<Setting> experiments = new ArrayList<>();
        for (String each : weights) {
            experiments.add(Setting.of(
                    "e" + experiments.size(),
                    Setting.of("model", "resnet18"),
                    Setting.of("strategy", "extract"),
                    Setting.of("weights", each)));
        }
        return new PlanParser(Catalogue.known(), List.of())
                .parse(Setting.of(
                        "configuration",
                        Setting.of("dataset", Setting.of("directory", pictures)),
                        Setting.of("experiments", experiments.toArray(Setting[]::new))));
    }

    private void check(Plan plan) {
        InputFiles.check(plan, plan.experiments(), base);
    }

    @Test
    void weightsThatAreNoFileOfTheProjectAreNotLookedFor() {
        Plan plan = plan("pictures", "none", "IMAGENET1K_V1", "g:a:1:pth", "https://example.org/w.pth");

        assertThatCode(() -> check(plan)).doesNotThrowAnyException();
    }

    @Test
    void pathsAreRelativeToTheBaseDirectoryUnlessAbsolute() throws IOException {
        Path file = Files.writeString(base.resolve("w.pth"), "content");

        assertThatCode(() -> check(plan("pictures", "w.pth", file.toString()))).doesNotThrowAnyException();
    }

    @Test
    void everyFileThatIsNotThereIsNamedOnceWithItsExperiments() throws IOException {
        Files.createFile(base.resolve("empty.pth"));

        assertThatThrownBy(() -> check(plan("pictures", "no.pth", "empty.pth", "pictures", "no.pth")))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Weights are not where pom.xml says:")
                .hasMessageContaining("<weights> of e0, e3: " + base.resolve("no.pth") + " does not exist")
                .hasMessageContaining("<weights> of e1: " + base.resolve("empty.pth") + " is empty")
                .hasMessageContaining("<weights> of e2: " + base.resolve("pictures") + " is no file")
                .hasMessageContaining("To fix: correct the path.");
    }

    @Test
    void picturesAndWeightsAreReportedTogether() {
        assertThatThrownBy(() -> check(plan("elsewhere", "no.pth")))
                .hasMessageStartingWith("Pictures and weights are not where pom.xml says:")
                .hasMessageContaining("<dataset><directory>: ")
                .hasMessageContaining("<weights> of e0: ");
    }

    @Test
    void missingPicturesAloneAreSaid() {
        assertThatThrownBy(() -> check(plan("elsewhere", "none")))
                .hasMessageStartingWith("Pictures are not where pom.xml says:")
                .hasMessageContaining("put one folder of pictures for each class there");
    }
}
