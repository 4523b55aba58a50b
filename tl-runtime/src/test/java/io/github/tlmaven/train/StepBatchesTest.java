package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepBatchesTest {

    private static List<Integer> sizes(int pictures, int batchSize, boolean statistics) {
        List<Integer> order = IntStream.range(0, pictures).boxed().toList();
        List<List<Integer>> batches = StepBatches.of(order, batchSize, statistics);
        assertThat(batches.stream().flatMap(List::stream)).isEqualTo(order);
        return batches.stream().map(List::size).toList();
    }

    @Test
    void lastBatchMayBeShort() {
        assertThat(sizes(9, 4, false)).containsExactly(4, 4, 1);
        assertThat(sizes(8, 4, false)).containsExactly(4, 4);
        assertThat(sizes(3, 4, false)).containsExactly(3);
    }

    @Test
    void lastPictureAloneJoinsTheBatchBeforeItWhereStatisticsAreTaken() {
        assertThat(sizes(9, 4, true)).containsExactly(4, 5);
        assertThat(sizes(10, 4, true)).containsExactly(4, 4, 2);
        assertThat(sizes(3, 2, true)).containsExactly(3);
    }

    @ParameterizedTest
    @CsvSource({"9, 4, true", "10, 4, false", "8, 4, false", "3, 4, false", "1, 4, false", "5, 2, true"})
    void joiningIsTold(int pictures, int batchSize, boolean joins) {
        assertThat(StepBatches.joinsLast(pictures, batchSize)).isEqualTo(joins);
        int largest =
                sizes(pictures, batchSize, true).stream().max(Integer::compare).orElseThrow();
        assertThat(largest > batchSize).isEqualTo(joins);
    }
}
