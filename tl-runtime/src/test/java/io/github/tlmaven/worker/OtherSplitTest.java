package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.tlmaven.Plans;
import io.github.tlmaven.TinyPictures;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.report.files.PredictionsFile;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.SplitSpec;
import io.github.tlmaven.spec.SplitSpec.By;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A model is never judged on pictures that it may have learned from, since they are parted otherwise than they were. */
@Tag("engine")
class OtherSplitTest {

    private static final SplitSpec SPLIT = SplitSpec.stratified(0.25, 0.25, 1);
    private static final String MAY_HAVE_LEARNED = "; it may have learned from what it would be judged on";
    private static final String PICTURES_DIFFER = "(pictures were changed, or are parted otherwise)";

    /** Finds the number of a picture, which one of each class has. */
    private static final Optional<String> NUMBER = Optional.of("(\\d)\\.png");

    @TempDir
    private Path base;

    @BeforeEach
    void write() throws IOException {
        Runs.writePictures(base);
        Runs.copyTraced(base);
    }

    private static Plan plan(SplitSpec split) {
        DatasetSpec dataset =
                new DatasetSpec(new DatasetSpec.Split(List.of("pictures"), split), DatasetSpec.Corrupt.FAIL);
        return Plans.seeds(Plans.with(Runs.plan(Runs.TRACED), dataset), 1);
    }

    private String run(SplitSpec split, Goal goal) {
        return Runs.run(plan(split), Runs.workspace(base, base.resolve("out"), base.resolve("cache"), 2), goal);
    }

    private static Stream<Arguments> otherSplits() {
        return Stream.of(
                arguments(SPLIT, SplitSpec.stratified(0.25, 0.25, 2), "it with seed 1", "split.seed was 1, is 2;"),
                arguments(SPLIT.inFolds(3), SPLIT.inFolds(2), "it with seed 1, fold 1", "split.folds was 3, is 2;"),
                arguments(SPLIT, SplitSpec.stratified(0.25, 0.5, 1), "it with seed 1", PICTURES_DIFFER),
                arguments(SPLIT, SplitSpec.stratified(0.5, 0.25, 1), "it with seed 1", PICTURES_DIFFER),
                arguments(SPLIT, by(By.HASH, Optional.empty()), "it with seed 1", PICTURES_DIFFER),
                arguments(SPLIT, by(By.GROUP, NUMBER), "it with seed 1", PICTURES_DIFFER));
    }

    private static SplitSpec by(By by, Optional<String> groups) {
        return new SplitSpec(by, 0.25, 0.25, 1, groups);
    }

    @ParameterizedTest
    @MethodSource("otherSplits")
    void evaluationRefusesAModelOfAnotherSplit(SplitSpec trained, SplitSpec now, String cell, String difference) {
        run(trained, Goal.EXTRACT);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> run(now, Goal.EVALUATE))
                .withMessageContaining("these cells were trained for another configuration:")
                .withMessageContaining(cell + ": ")
                .withMessageContaining(difference)
                .withMessageContaining(MAY_HAVE_LEARNED)
                .withMessageContaining("To fix: run tl:extract again before tl:evaluate.");
        run(now, Goal.EXTRACT);
        assertThat(run(now, Goal.EVALUATE)).contains("[it seed 1").contains("accuracy");
    }

    @Test
    void evaluationRefusesAModelOfOtherPictures() {
        run(SPLIT, Goal.EXTRACT);
        TinyPictures.write(base.resolve("pictures"), 8, "others of the same names");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> run(SPLIT, Goal.EVALUATE))
                .withMessageContaining("it with seed 1: dataset.train was ")
                .withMessageContaining(PICTURES_DIFFER)
                .withMessageContaining(MAY_HAVE_LEARNED);
    }

    @Test
    void otherPicturesToBeJudgedAreNoOtherConfiguration() throws IOException {
        run(SPLIT, Goal.EXTRACT);
        run(SPLIT, Goal.EVALUATE);
        Path predictions = base.resolve("out/it/seed-1/predictions-test.csv");
        String judged = PredictionsFile.read(predictions).predictions().get(0).picture();
        TinyPictures.write(base.resolve("again"), 8, "others of the same names");
        Files.copy(
                base.resolve("again").resolve(judged),
                base.resolve("pictures").resolve(judged),
                StandardCopyOption.REPLACE_EXISTING);
        String before = Files.readString(predictions);
        run(SPLIT, Goal.EVALUATE);
        assertThat(Files.readString(predictions)).isNotEqualTo(before);
    }
}
