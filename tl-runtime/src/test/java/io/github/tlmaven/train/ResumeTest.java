package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Trainings;
import io.github.tlmaven.spec.BatchSpec;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.SelectionSpec;
import io.github.tlmaven.spec.SelectionSpec.Keep;
import io.github.tlmaven.spec.SelectionSpec.Monitor;
import io.github.tlmaven.spec.SelectionSpec.Stopping;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.Strategy.WarmStart;
import io.github.tlmaven.spec.TrainingSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that was ended after every step ends as one that was left in peace, to the bit. */
@Tag("engine")
class ResumeTest {

    /** A gain in the loss that no second epoch reaches. */
    private static final double HARDLY_EVER = 10;

    private static final OptimizerSpec ADAMW = new OptimizerSpec.AdamW(1e-3, 1e-2);
    private static final Strategy PROGRESSIVE =
            new Strategy.Finetune(new Unfreeze.Progressive(1, List.of("blocks.6")), 0.5);

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

    private static int steps(KilledTrainings.Case some, KilledTrainings.Trained whole) {
        int batch = some.spec().batch().picturesPerStep();
        return whole.result().epochs().size() * ((KilledTrainings.PICTURES + batch - 1) / batch);
    }

    static Stream<Arguments> cases() {
        TrainingSpec accumulated = Trainings.with(
                KilledTrainings.spec(2, new OptimizerSpec.Sgd(0.1, 0.9, 0.5, false, 0)),
                new BatchSpec(KilledTrainings.BATCH, 2, BatchSpec.Sampling.SHUFFLED));
        SelectionSpec last = new SelectionSpec(Keep.LAST, Monitor.VALIDATION_ACCURACY, Optional.empty());
        SelectionSpec stopped =
                new SelectionSpec(Keep.BEST, Monitor.VALIDATION_LOSS, Optional.of(new Stopping(2, HARDLY_EVER)));
        Rates listed = new Rates(0.5, Map.of("classifier", 2e-3));
        return Stream.of(
                Arguments.of(
                        "extract", new KilledTrainings.Case(TrainingBench.EXTRACT, KilledTrainings.spec(3, ADAMW))),
                Arguments.of("averages", KilledTrainings.AVERAGED),
                Arguments.of(
                        "stopped early",
                        new KilledTrainings.Case(
                                TrainingBench.EXTRACT,
                                Trainings.with(KilledTrainings.spec(9, KilledTrainings.ADAM), stopped))),
                Arguments.of(
                        "progressive",
                        new KilledTrainings.Case(PROGRESSIVE, KilledTrainings.spec(3, KilledTrainings.ADAM))),
                Arguments.of(
                        "rates by stage, last kept",
                        new KilledTrainings.Case(
                                new Strategy.Finetune(Unfreeze.LAST_BLOCK, WarmStart.NONE, listed, BatchNorm.TRAIN),
                                Trainings.with(KilledTrainings.spec(2, ADAMW), last))),
                Arguments.of(
                        "scratch",
                        new KilledTrainings.Case(
                                new Strategy.Scratch(Rates.falling(1), BatchNorm.TRAIN), accumulated)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void endsWithTheBitsOfAnUndisturbedOne(String name, KilledTrainings.Case some) {
        KilledTrainings.Trained whole = trainings.undisturbed(some);

        KilledTrainings.Trained resumed = trainings.killedAfterEveryStep(some, folder, UnaryOperator.identity());

        assertThat(resumed.result()).isEqualTo(whole.result());
        assertThat(resumed.kills()).as("one after each step but the last").isEqualTo(steps(some, whole) - 1);
        // parameter and rate of every update: what was unfrozen stays unfrozen, at the rate of its step
        assertThat(resumed.updates()).isEqualTo(whole.updates());
        assertThat(whole.lines()).noneMatch(line -> line.contains("of them in"));
        assertThat(resumed.lines()).anyMatch(line -> line.matches(".* epochs, the last 0\\.[35] of them in .*"));
        whole.values()
                .forEach((tensor, values) ->
                        assertThat(resumed.values().get(tensor)).as(tensor).isEqualTo(values));
    }
}
