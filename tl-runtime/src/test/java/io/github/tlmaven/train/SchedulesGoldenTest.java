package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.spec.Decay;
import io.github.tlmaven.spec.ScheduleSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The schedules against torch.optim.lr_scheduler; an epoch is a step, as torch counts. */
class SchedulesGoldenTest {

    /** Both sides compute in double, torch by recursions that gather rounding errors. */
    private static final double TOLERANCE = 1e-12;

    private static final double BASE = 0.1;
    private static final int STEPS = 20;

    static Stream<Arguments> schedules() {
        return Stream.of(
                Arguments.of("cosine(T=20,min=0.001)", 0, new Decay.Cosine(0.01), STEPS),
                // the file's first 20 of 21 steps: torch counts the step after the last one
                Arguments.of(
                        "onecycle(max=0.1,total=20,pct=0.3,div=25,final=1e4)", 0, new Decay.OneCycle(0.3), STEPS + 1),
                Arguments.of("step(7,0.1)", 0, new Decay.Step(7, 0.1), STEPS),
                Arguments.of("exponential(0.9)", 0, new Decay.Exponential(0.9), STEPS),
                Arguments.of("warmup5(0.01)+cosine(15)", 5, new Decay.Cosine(0), STEPS),
                Arguments.of("polynomial(T=20,power=2)", 0, new Decay.Polynomial(2), STEPS));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void ratesAreTorchs(String name, int warmup, Decay decay, int total) {
        double[] expected = GoldenValues.numbers(golden("schedules.json"), name);
        Schedule schedule = new Schedule(BASE, new ScheduleSpec(warmup, decay), total, 1);
        assertThat(expected).hasSize(STEPS);
        for (int step = 0; step < expected.length; step++) {
            assertThat(schedule.rate(step)).as("step %d", step).isCloseTo(expected[step], within(TOLERANCE));
        }
    }

    /** Eight epochs of five steps, the first of them a warm-up but with one-cycle. */
    static Stream<Decay> decays() {
        return Stream.of(
                new Decay.Constant(),
                new Decay.Step(2, 0.5),
                new Decay.MultiStep(List.of(2, 5), 0.1),
                new Decay.Exponential(0.8),
                new Decay.Polynomial(0.9),
                new Decay.Cosine(0.05),
                new Decay.OneCycle(0.25));
    }

    @ParameterizedTest
    @MethodSource("decays")
    void ratesInEpochsBehindAWarmUpAreTorchs(Decay decay) {
        double[] expected = GoldenValues.numbers(golden("torch-training.json"), decay.keyword());
        int warmup = decay instanceof Decay.OneCycle ? 0 : 1;
        Schedule schedule = new Schedule(BASE, new ScheduleSpec(warmup, decay), 8, 5);
        assertThat(expected).hasSize(40);
        for (int step = 0; step < expected.length; step++) {
            assertThat(schedule.rate(step)).as("step %d", step).isCloseTo(expected[step], within(TOLERANCE));
        }
    }

    /** What the files hold beside these would go untested. */
    @Test
    void everyScheduleOfTheFilesIsCompared() {
        assertThat(schedules().map(each -> each.get()[0]))
                .containsExactlyInAnyOrderElementsOf(golden("schedules.json").keySet());
        assertThat(decays().map(Decay::keyword))
                .containsExactlyInAnyOrderElementsOf(
                        golden("torch-training.json").keySet());
    }

    private static Map<String, @Nullable Object> golden(String file) {
        return GoldenValues.object(Golden.json(file), "schedules");
    }
}
