package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.failure.DataException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A checkpoint that lacks a part is refused, or shows in the result: else {@link ResumeTest} would say nothing of that part. */
@Tag("engine")
class LostStateTest {

    private static final String HEAD = "classifier.weight";

    private static KilledTrainings trainings;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        trainings = new KilledTrainings();
    }

    @AfterAll
    static void close() {
        trainings.close();
    }

    /** A part of a checkpoint, and what it takes to lose it. */
    static Stream<Arguments> parts() {
        return Stream.of(
                part("moments", c -> copy(c, Map.of(), c.progress())),
                part("steps", c -> copy(c, c.moments(), progress(c, c.progress().partial(), Map.of(), movements(c)))),
                part("loss", c -> copy(c, c.moments(), progress(c, lossless(c), steps(c), movements(c)))),
                part(
                        "movements",
                        c -> copy(c, c.moments(), progress(c, c.progress().partial(), steps(c), Map.of()))));
    }

    private static Arguments part(String name, UnaryOperator<Checkpoint> loss) {
        return Arguments.of(name, loss);
    }

    private static Checkpoint copy(Checkpoint of, Map<String, NDArray> moments, Progress progress) {
        return new Checkpoint(of.trained(), moments, of.averages(), of.best(), progress);
    }

    private static Map<String, Integer> steps(Checkpoint checkpoint) {
        return checkpoint.progress().steps();
    }

    private static Map<String, Progress.Sum> movements(Checkpoint checkpoint) {
        return checkpoint.progress().movements();
    }

    private static Progress.Partial lossless(Checkpoint checkpoint) {
        Progress.Partial partial = checkpoint.progress().partial();
        return new Progress.Partial(partial.nextStep(), partial.steps(), 0, partial.divisorSum());
    }

    private static Progress progress(
            Checkpoint of, Progress.Partial partial, Map<String, Integer> steps, Map<String, Progress.Sum> movements) {
        return new Progress(
                of.progress().results(), partial, steps, of.progress().audited(), movements);
    }

    /** Else the tests above would say nothing of it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("parts")
    void resultIsAnotherWithoutOnePartOfTheState(String name, UnaryOperator<Checkpoint> loss) {
        KilledTrainings.Case some =
                new KilledTrainings.Case(TrainingBench.EXTRACT, KilledTrainings.spec(2, KilledTrainings.ADAM));
        KilledTrainings.Trained whole = trainings.undisturbed(some);

        KilledTrainings.Trained resumed = trainings.killedAfterEveryStep(some, folder, loss);

        boolean equalTensors =
                Arrays.equals(resumed.values().get(HEAD), whole.values().get(HEAD));
        assertThat(equalTensors && resumed.result().equals(whole.result())).isFalse();
    }

    /** What else a checkpoint has is asked for by name. */
    static Stream<Arguments> missing() {
        return Stream.of(
                missing("trained", c -> new Checkpoint(Map.of(), c.moments(), c.averages(), c.best(), c.progress())),
                missing("averages", c -> new Checkpoint(c.trained(), c.moments(), Map.of(), c.best(), c.progress())),
                missing("best", c -> new Checkpoint(c.trained(), c.moments(), c.averages(), Map.of(), c.progress())));
    }

    private static Arguments missing(String name, UnaryOperator<Checkpoint> loss) {
        return Arguments.of(name, loss);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("missing")
    void tensorsThatAreMissingAreNamed(String name, UnaryOperator<Checkpoint> loss) {
        assertThatThrownBy(() -> trainings.killedAfterEveryStep(KilledTrainings.AVERAGED, folder, loss))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("cannot go on from its checkpoint, which is of another training")
                .hasMessageContaining(name)
                .hasMessageContaining("'classifier.weight' is missing")
                .hasMessageContaining("-Dtl.force=true");
    }
}
