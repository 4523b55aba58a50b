package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which pictures an epoch draws where classes are balanced. */
class TrainOrderTest {

    @Test
    void balancedDrawsTakeEveryClassAsOftenAndEveryPictureOfItAsOften() {
        List<Integer> labels = new ArrayList<>(Collections.nCopies(900, 2));
        labels.addAll(Collections.nCopies(90, 0));
        labels.addAll(Collections.nCopies(10, 1));
        int[] draws = new int[labels.size()];
        int epochs = 30;
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] order = TrainOrder.balanced(1, epoch, labels);
            assertThat(order).hasSameSizeAs(draws);
            for (int picture : order) {
                draws[picture]++;
            }
        }
        int total = epochs * labels.size();
        double third = total / 3.0;
        double fourDeviations = 4 * Math.sqrt(total * 2 / 9.0);
        assertThat((double) sum(draws, 0, 900)).isCloseTo(third, within(fourDeviations));
        assertThat((double) sum(draws, 900, 990)).isCloseTo(third, within(fourDeviations));
        assertThat((double) sum(draws, 990, 1000)).isCloseTo(third, within(fourDeviations));
        double each = third / 10;
        for (int picture = 990; picture < 1000; picture++) {
            assertThat((double) draws[picture]).isCloseTo(each, within(4 * Math.sqrt(each)));
        }
    }

    private static int sum(int[] values, int from, int to) {
        return Arrays.stream(values, from, to).sum();
    }

    @Test
    void balancedDrawsAreAFunctionOfSeedAndEpoch() {
        List<Integer> labels = List.of(0, 0, 0, 0, 0, 0, 1, 1);
        int[] order = TrainOrder.balanced(1, 0, labels);
        assertThat(TrainOrder.balanced(1, 0, labels)).isEqualTo(order);
        assertThat(TrainOrder.balanced(1, 1, labels)).isNotEqualTo(order);
        assertThat(TrainOrder.balanced(2, 0, labels)).isNotEqualTo(order);
    }
}
