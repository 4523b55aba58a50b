package io.github.tlmaven.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalsTest {

    /** Ten times the rounding of the few operations involved. */
    private static final double TOLERANCE = 1e-14;

    @Test
    void equalsStatsmodels() {
        for (Map<String, @Nullable Object> each : Fixture.cases("wilson")) {
            Interval ours = Intervals.wilson((long) Fixture.number(each, "correct"), (long) Fixture.number(each, "n"));
            assertThat(ours.low()).as("%s", each).isCloseTo(Fixture.number(each, "low"), within(TOLERANCE));
            assertThat(ours.high()).as("%s", each).isCloseTo(Fixture.number(each, "high"), within(TOLERANCE));
        }
    }

    @Test
    void boundsAreExactAtBothEnds() {
        assertThat(Intervals.wilson(0, 7).low()).isZero();
        assertThat(Intervals.wilson(7, 7).high()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "6, 5", "0, 0"})
    void refusesImpossibleCounts(long correct, long n) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Intervals.wilson(correct, n))
                .withMessageContaining(correct + " of " + n);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.2, 0.2, 0.3, true", "0.1, 0.2, 0.21, 0.3, false", "0.1, 0.9, 0.2, 0.3, true"})
    void overlapIsSymmetric(double low, double high, double otherLow, double otherHigh, boolean expected) {
        Interval one = new Interval(low, high);
        Interval other = new Interval(otherLow, otherHigh);
        assertThat(one.overlaps(other)).isEqualTo(expected);
        assertThat(other.overlaps(one)).isEqualTo(expected);
    }
}
