package io.github.tlmaven.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.store.RowValues;
import io.github.tlmaven.store.StoredRows;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which stored view of a picture an epoch sees. Every row holds its own number. */
@Tag("engine")
class StoredViewsTest {

    private static final int VIEWS = 4;
    private static final List<String> PATHS =
            IntStream.range(0, 12).mapToObj(i -> "a/" + i + ".png").toList();
    private static final List<Integer> ITEMS =
            IntStream.range(0, PATHS.size()).boxed().toList();

    private static EngineSession session;

    @BeforeAll
    static void open() {
        session = EngineSession.open(new DeviceRequest.Cpu());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static Activations rows(int count) {
        FloatBuffer values = FloatBuffer.allocate(count);
        IntStream.range(0, count).forEach(values::put);
        long[] places = LongStream.range(0, count).toArray();
        return new Activations(new StoredRows(List.of(1L), List.of(RowValues.of(values.flip())), places));
    }

    private static List<Integer> seen(long seed, int epoch, List<Integer> items) {
        StoredViews views = new StoredViews(rows(PATHS.size() * VIEWS), VIEWS, PATHS, seed);
        try (NDManager manager = session.newManager();
                NDArray batch = views.batch(items, epoch, manager)) {
            float[] values = batch.toFloatArray();
            return IntStream.range(0, values.length)
                    .mapToObj(i -> (int) values[i])
                    .toList();
        }
    }

    @Test
    void everyEpochSeesOneViewOfEachPicture() {
        for (int epoch = 0; epoch < 2 * VIEWS; epoch++) {
            assertThat(seen(1, epoch, ITEMS).stream().map(row -> row / VIEWS)).containsExactlyElementsOf(ITEMS);
        }
    }

    @Test
    void asManyEpochsAsViewsSeeThemAll() {
        List<Integer> seen = new ArrayList<>();
        for (int epoch = 3; epoch < 3 + VIEWS; epoch++) {
            seen.addAll(seen(1, epoch, ITEMS));
        }
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, PATHS.size() * VIEWS).boxed().toList());
    }

    @Test
    void theViewDoesNotDependOnTheBatch() {
        List<Integer> all = seen(1, 2, ITEMS);
        assertThat(seen(1, 2, List.of(7, 0, 3))).containsExactly(all.get(7), all.get(0), all.get(3));
    }

    @Test
    void picturesBeginAtViewsOfTheirOwnAndSeedsDiffer() {
        List<Integer> first = seen(1, 0, ITEMS);
        assertThat(first.stream().map(row -> row % VIEWS).distinct().count()).isGreaterThan(1);
        assertThat(seen(2, 0, ITEMS)).isNotEqualTo(first);
    }

    @Test
    void aRowTooFewIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoredViews(rows(PATHS.size() * VIEWS - 1), VIEWS, PATHS, 1))
                .withMessageContaining("47 rows for 12 pictures of 4 views");
    }
}
