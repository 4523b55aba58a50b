package io.github.tlmaven.features;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.DeviceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against a double loop over all rows, in more than two blocks. */
@Tag("engine")
class CosineSearchTest {

    private static final int ROWS = 2 * CosineSearch.BLOCK_ROWS + 77;
    private static final int WIDTH = 12;
    private static final double LIMIT = 0.9;
    private static final long SEED = 3;

    /** A sum of 12 products of numbers of 24 bits: each step is off by at most 2⁻²⁴ of something below 1. */
    private static final double ROUNDING = 2 * WIDTH * 0x1p-24;

    private static EngineSession session;

    private final float[][] rows = new float[ROWS][WIDTH];

    private record Pair(int one, int other) {}

    /** Rows that a test fills, as they come from the store. */
    private static final class GivenRows implements EvaluationInputs {

        private final float[][] rows;

        private GivenRows(float[][] rows) {
            this.rows = rows;
        }

        @Override
        public int size() {
            return rows.length;
        }

        @Override
        public NDArray batch(List<Integer> items, NDManager manager) {
            return ChannelsLast.filled(
                    manager, items.size(), new long[] {WIDTH}, floats -> items.forEach(item -> floats.put(rows[item])));
        }
    }

    @BeforeAll
    static void open() {
        session = EngineSession.open(new DeviceRequest.Cpu());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @BeforeEach
    void draw() {
        Random random = new Random(SEED);
        for (float[] row : rows) {
            float length = (float) Math.exp(10 * random.nextGaussian());
            for (int i = 0; i < WIDTH; i++) {
                row[i] = length * (float) random.nextGaussian();
            }
        }
    }

    private Map<Pair, Float> found(int threads, double limit) {
        Map<Pair, Float> found = new TreeMap<>((a, b) ->
                a.one() != b.one() ? Integer.compare(a.one(), b.one()) : Integer.compare(a.other(), b.other()));
        try (Workers workers = session.newWorkers(threads)) {
            new CosineSearch(session, workers, new TestLog())
                    .forEach("rows", new GivenRows(rows), limit, (one, other, cosine) -> {
                        assertThat(found.put(new Pair(one, other), cosine))
                                .as("%d and %d come once", one, other)
                                .isNull();
                    });
        }
        return found;
    }

    private double cosine(int one, int other) {
        double product = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int i = 0; i < WIDTH; i++) {
            product += (double) rows[one][i] * rows[other][i];
            squares += (double) rows[one][i] * rows[one][i];
            otherSquares += (double) rows[other][i] * rows[other][i];
        }
        return product / Math.sqrt(squares) / Math.sqrt(otherSquares);
    }

    @Test
    void allPairsAreFoundThatADoubleLoopFinds() {
        Map<Pair, Float> found = found(2, LIMIT);
        int expected = 0;
        for (int one = 0; one < ROWS; one++) {
            for (int other = one + 1; other < ROWS; other++) {
                double cosine = cosine(one, other);
                Float given = found.get(new Pair(one, other));
                if (Math.abs(cosine - LIMIT) > ROUNDING) {
                    assertThat(given != null)
                            .as("%d and %d, %s", one, other, cosine)
                            .isEqualTo(cosine > LIMIT);
                }
                if (given != null) {
                    assertThat(given.doubleValue()).isEqualTo(cosine, Offset.offset(ROUNDING));
                    expected++;
                }
            }
        }
        assertThat(found).as("and no others").hasSize(expected);
        assertThat(expected).as("else nothing was compared").isGreaterThan(20);
    }

    @Test
    void bitsAndOrderAreEqualForAnyNumberOfWorkers() {
        List<String> calls = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (List<String> each : List.of(calls, others)) {
            try (Workers workers = session.newWorkers(each == calls ? 1 : 3)) {
                new CosineSearch(session, workers, new TestLog())
                        .forEach(
                                "rows",
                                new GivenRows(rows),
                                LIMIT,
                                (one, other, cosine) -> each.add(one + " " + other + " " + cosine));
            }
        }
        assertThat(calls).isNotEmpty().isEqualTo(others);
    }

    @Test
    void rowsWithoutADirectionAreInNoPair() {
        for (int row = 0; row < 5; row++) {
            rows[row] = new float[WIDTH];
            rows[ROWS - 1 - row] = new float[WIDTH];
        }
        rows[1][0] = Float.NaN;
        rows[2][0] = Float.POSITIVE_INFINITY;
        rows[3][0] = Float.MIN_VALUE; // its inverse is infinite
        rows[4][0] = Float.MAX_VALUE; // its square is
        rows[ROWS - 2][0] = Float.NaN;
        rows[ROWS - 3][0] = Float.POSITIVE_INFINITY;
        rows[ROWS - 4][0] = Float.MIN_VALUE;
        rows[ROWS - 5][0] = Float.MAX_VALUE;
        assertThat(found(2, LIMIT).keySet())
                .isNotEmpty()
                .noneMatch(pair -> pair.one() < 4 || pair.other() >= ROWS - 4)
                .doesNotContain(new Pair(4, ROWS - 5));
    }

    @Test
    void equalRowsHaveACosineOfAtMostOne() {
        rows[ROWS - 1] = rows[0].clone();
        assertThat(found(2, 0.9999))
                .hasEntrySatisfying(
                        new Pair(0, ROWS - 1), cosine -> assertThat(cosine).isBetween(1 - (float) ROUNDING, 1f));
    }

    @Test
    void aSingleRowHasNoPair() {
        float[][] one = {rows[0]};
        try (Workers workers = session.newWorkers(1)) {
            new CosineSearch(session, workers, new TestLog())
                    .forEach("rows", new GivenRows(one), LIMIT, (first, second, cosine) -> {
                        throw new AssertionError("a pair of one row");
                    });
        }
    }
}
