package io.github.tlmaven.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.engine.Draws.Purpose;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Random numbers against {@code engine/draws.py}, a second writing of the published functions, and against chance. */
class DrawsTest {

    private static final int TRIES = 24_000;
    /** Exceeded by chance once in a thousand seeds; the seeds here are fixed. Degrees of freedom 9 and 23. */
    private static final Map<Integer, Double> CHI_SQUARE_LIMITS = Map.of(10, 27.88, 24, 49.73);

    private static long[] longs(Draws draws) {
        return LongStream.generate(draws::nextLong).limit(4).toArray();
    }

    @Test
    void numbersAreThoseOfThePublishedFunctions() {
        assertThat(longs(Draws.of(1, Purpose.ORDER, 0, "")))
                .containsExactly(
                        -7085598050539505933L, -3227008483422333049L, -6139134504534716012L, -392082553605555677L);
        assertThat(longs(Draws.of(-7, Purpose.DROPOUT, 3, "animal/ant.jpg")))
                .containsExactly(
                        6679392119534280236L, -5245054997293770752L, -4314594933076920854L, -3097327438105212490L);
        assertThat(longs(Draws.of(1L << 62, Purpose.INITIALISATION, 0, "größe")))
                .containsExactly(
                        -3438602822695786048L, -3739836375673887459L, -1767334227828459354L, -6557961355475451878L);
    }

    @Test
    void doublesAreTheUpperBits() {
        Draws draws = Draws.of(1, Purpose.AUGMENTATION, 2, "x");
        assertThat(new double[] {draws.nextDouble(), draws.nextDouble(), draws.nextDouble()})
                .containsExactly(0.0993221133717167, 0.17298739033803834, 0.7730696561779425);
    }

    @Test
    void normalNumbersAreBoxAndMullers() {
        Draws draws = Draws.of(1, Purpose.INITIALISATION, 0, "x");
        // libm's and StrictMath's logarithm and cosine differ by a unit in the last place at most
        assertThat(draws.nextGaussian()).isCloseTo(-1.7118790429521777, within(1e-15));
        assertThat(draws.nextGaussian()).isCloseTo(-0.09955059531299851, within(1e-15));
        assertThat(draws.nextGaussian()).isCloseTo(0.13623839418540837, within(1e-15));
    }

    @Test
    void aCursorAheadGoesOnWhereTheFirstOneComesTo() {
        Draws draws = Draws.of(1, Purpose.INITIALISATION, 0, "x");
        draws.nextDouble();
        Draws ahead = draws.ahead(Draws.NUMBERS_OF_DOUBLE + Draws.NUMBERS_OF_GAUSSIAN);
        draws.nextDouble();
        draws.nextGaussian();
        assertThat(ahead.nextGaussian()).isEqualTo(draws.nextGaussian());
    }

    @Test
    void boundedNumbersAreLemires() {
        Draws small = Draws.of(1, Purpose.AUGMENTATION, 2, "x");
        assertThat(IntStream.generate(() -> small.nextInt(10)).limit(12))
                .containsExactly(0, 1, 7, 7, 5, 0, 3, 6, 1, 0, 5, 7);
        // a third of the 2³² raw numbers would be biased here: those are drawn again
        Draws large = Draws.of(1, Purpose.AUGMENTATION, 2, "x");
        assertThat(IntStream.generate(() -> large.nextInt(3 << 29)).limit(6))
                .containsExactly(159969460, 1245115833, 1158634499, 22303127, 508337347, 1100967597);
    }

    @Test
    void boundsAtTheEdgesAreKept() {
        Draws draws = Draws.of(3, Purpose.ORDER, 0, "");
        assertThat(IntStream.generate(() -> draws.nextInt(1)).limit(100)).containsOnly(0);
        assertThat(IntStream.generate(() -> draws.nextInt(Integer.MAX_VALUE)).limit(1000))
                .allMatch(value -> value >= 0 && value < Integer.MAX_VALUE);
        assertThatThrownBy(() -> draws.nextInt(0)).hasMessageContaining("above 0, was 0");
    }

    @Test
    void numbersOfARangeAreUniform() {
        Draws bounded = Draws.of(5, Purpose.ORDER, 0, "");
        assertUniform(10, () -> bounded.nextInt(10));
        Draws doubles = Draws.of(6, Purpose.DROPOUT, 0, "");
        assertUniform(10, () -> (int) (10 * doubles.nextDouble()));
    }

    @Test
    void firstNumbersOfNeighbouringItemsAreUniform() {
        int[] item = {0};
        assertUniform(
                10, () -> Draws.of(1, Purpose.DROPOUT, 0, "picture" + item[0]++).nextInt(10));
        int[] seed = {0};
        assertUniform(
                10, () -> Draws.of(seed[0]++, Purpose.DROPOUT, 0, "picture").nextInt(10));
    }

    @Test
    void permutationsAreEquallyLikely() {
        Map<String, Integer> numbers = new TreeMap<>();
        Draws draws = Draws.of(8, Purpose.ORDER, 0, "");
        assertUniform(24, () -> {
            String order = Arrays.toString(draws.permutation(4));
            numbers.putIfAbsent(order, numbers.size());
            return numbers.getOrDefault(order, 0);
        });
        assertThat(numbers).hasSize(24);
    }

    private static void assertUniform(int cells, IntSupplier draw) {
        int[] counts = new int[cells];
        for (int i = 0; i < TRIES; i++) {
            counts[draw.getAsInt()]++;
        }
        double expected = (double) TRIES / cells;
        double chiSquare = IntStream.of(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertThat(chiSquare).isLessThan(CHI_SQUARE_LIMITS.getOrDefault(cells, 0.0));
    }

    @Test
    void everyPartOfTheKeyChangesTheSequence() {
        Set<Long> first = new HashSet<>();
        for (Purpose purpose : Purpose.values()) {
            first.add(Draws.of(1, purpose, 0, "a").nextLong());
        }
        first.add(Draws.of(2, Purpose.ORDER, 0, "a").nextLong());
        first.add(Draws.of(1, Purpose.ORDER, 1, "a").nextLong());
        first.add(Draws.of(1, Purpose.ORDER, 0, "b").nextLong());
        first.add(Draws.of(1, Purpose.ORDER, 0, "").nextLong());
        assertThat(first).hasSize(Purpose.values().length + 4);
    }
}
