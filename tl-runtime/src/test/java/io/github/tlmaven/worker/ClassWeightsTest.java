package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlmaven.Trainings;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.LossSpec;
import io.github.tlmaven.spec.LossSpec.ClassWeights;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Workspace;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class weights meet the classes before the engine starts. */
class ClassWeightsTest {

    @TempDir
    private static Path base;

    @BeforeAll
    static void pictures() {
        Runs.writePictures(base);
    }

    private static Experiment weighted(String id, String name) {
        LossSpec loss = new LossSpec.CrossEntropy(0, new ClassWeights.Given(Map.of(name, 2.0)));
        return Runs.experiment(id, new Strategy.Extract(), Trainings.with(Runs.training(1, 1), loss));
    }

    @Test
    void unknownClassesOfAllExperimentsAreNamedWithThoseThatExist() {
        Plan plan = Runs.plan(weighted("first", "zebra"), Runs.HEAD, weighted("second", "okapi"));
        Path output = base.resolve("out");
        Workspace workspace = Runs.workspace(base, output, base.resolve("cache"), 1);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Runs.run(plan, workspace, Goal.EXTRACT))
                .withMessageContaining("<experiments><first><classWeights> names zebra")
                .withMessageContaining("<experiments><second><classWeights> names okapi")
                .withMessageContaining("To fix: write names of classes")
                .withMessageMatching("(?s).*are of the classes \\w+, \\w+.*");
        assertThat(base.resolve("cache").resolve("features")).doesNotExist();
    }
}
