package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The schedule against torch.optim.lr_scheduler. */
class SchedulesGoldenTest {

    /** Both sides compute in double, torch by a recursion that gathers rounding errors. */
    private static final double TOLERANCE = 1e-12;

    @Test
    void warmUpAndCosineAreTorchs() {
        Map<String, @Nullable Object> schedules = GoldenValues.object(Golden.json("schedules.json"), "schedules");
        double[] expected = GoldenValues.numbers(schedules, "warmup5(0.01)+cosine(15)");

        Schedule schedule = new Schedule(0.1, 5, expected.length);

        for (int step = 0; step < expected.length; step++) {
            assertThat(schedule.rate(step)).as("step %d", step).isCloseTo(expected[step], within(TOLERANCE));
        }
    }
}
