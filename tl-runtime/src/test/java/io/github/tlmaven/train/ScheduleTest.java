package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.spec.Decay;
import io.github.tlmaven.spec.ScheduleSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules in epochs of several steps, and at their edges. */
class ScheduleTest {

    /** Some roundings of doubles. */
    private static final double TOLERANCE = 1e-12;

    private static final double BASE = 0.1;
    private static final int PER_EPOCH = 10;

    private static double[] rates(int warmup, Decay decay, int epochs) {
        Schedule schedule = new Schedule(BASE, new ScheduleSpec(warmup, decay), epochs, PER_EPOCH);
        return IntStream.range(0, epochs * PER_EPOCH)
                .mapToDouble(schedule::rate)
                .toArray();
    }

    @Test
    void constantRateStaysBehindTheWarmUp() {
        double[] rates = rates(1, new Decay.Constant(), 3);
        assertThat(rates[0]).isCloseTo(BASE / 100, within(TOLERANCE));
        assertThat(rates[5]).isCloseTo(BASE * (0.01 + 0.99 / 2), within(TOLERANCE));
        assertThat(IntStream.range(PER_EPOCH, rates.length).mapToDouble(step -> rates[step]))
                .containsOnly(BASE);
    }

    @Test
    void stepsFallAtTheEndOfEpochsCountedFromTheWarmUp() {
        double[] rates = rates(1, new Decay.Step(2, 0.5), 6);
        assertThat(rates[29]).isEqualTo(BASE);
        assertThat(rates[30]).isCloseTo(BASE / 2, within(TOLERANCE));
        assertThat(rates[49]).isCloseTo(BASE / 2, within(TOLERANCE));
        assertThat(rates[50]).isCloseTo(BASE / 4, within(TOLERANCE));
    }

    @Test
    void milestonesFallWhenTheirEpochsAreOver() {
        double[] rates = rates(0, new Decay.MultiStep(List.of(1, 3), 0.1), 4);
        assertThat(rates[9]).isEqualTo(BASE);
        assertThat(rates[10]).isCloseTo(BASE / 10, within(TOLERANCE));
        assertThat(rates[29]).isCloseTo(BASE / 10, within(TOLERANCE));
        assertThat(rates[30]).isCloseTo(BASE / 100, within(TOLERANCE));
    }

    @Test
    void exponentialDecayIsReachedStepByStep() {
        double[] rates = rates(0, new Decay.Exponential(0.25), 3);
        assertThat(rates[5]).isCloseTo(BASE / 2, within(TOLERANCE));
        assertThat(rates[10]).isCloseTo(BASE / 4, within(TOLERANCE));
        assertThat(rates[20]).isCloseTo(BASE / 16, within(TOLERANCE));
    }

    @Test
    void cycleBeginsLowPeaksAndEndsAtNearlyNothing() {
        double[] rates = rates(0, new Decay.OneCycle(0.51), 10);
        assertThat(rates[0]).isCloseTo(BASE / 25, within(TOLERANCE));
        assertThat(rates[50]).isCloseTo(BASE, within(TOLERANCE));
        assertThat(rates[99]).isCloseTo(BASE / 25 / 1e4, within(TOLERANCE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shortCyclesStayBetweenNothingAndThePeak(int total) {
        Schedule schedule = new Schedule(BASE, new ScheduleSpec(0, new Decay.OneCycle(0.3)), 1, total);
        for (int step = 0; step < total; step++) {
            assertThat(schedule.rate(step)).isBetween(0.0, BASE);
        }
        assertThat(schedule.rate(total - 1)).isPositive();
    }

    @Test
    void warmUpAsLongAsTheTrainingIsRefused() {
        ScheduleSpec spec = new ScheduleSpec(2, new Decay.Constant());
        assertThatThrownBy(() -> new Schedule(BASE, spec, 2, 1)).hasMessageContaining("warm-up of 2 epochs in 2");
    }
}
