package io.github.tlmaven.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.spec.DeviceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class WorkersTest {

    private static final List<Integer> ITEMS = IntStream.range(0, 50).boxed().toList();
    private static final long WORK_MILLIS = 5;

    @AutoClose
    private static final EngineSession SESSION = EngineSession.open(new DeviceRequest.Cpu());

    private static void work() {
        try {
            Thread.sleep(WORK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void thereAreAsManyAsAskedFor() {
        try (Workers workers = SESSION.newWorkers(3)) {
            assertThat(workers.count()).isEqualTo(3);
        }
    }

    @Test
    void resultsStandInTheOrderOfTheItems() {
        try (Workers workers = SESSION.newWorkers(4)) {
            List<Integer> results = workers.map(ITEMS, item -> {
                if (item % 7 == 0) {
                    work();
                }
                return item * item;
            });
            assertThat(results)
                    .isEqualTo(ITEMS.stream().map(item -> item * item).toList());
        }
    }

    @Test
    void firstFailureInOrderIsThrownAfterAllItemsAreDone() {
        AtomicInteger done = new AtomicInteger();
        try (Workers workers = SESSION.newWorkers(2)) {
            assertThatThrownBy(() -> workers.map(ITEMS, item -> failingAt(item, done)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("item 3");
            assertThat(done).hasValue(ITEMS.size() - 2);
        }
    }

    private static int failingAt(int item, AtomicInteger done) {
        if (item == 3 || item == 30) {
            throw new IllegalArgumentException("item " + item);
        }
        work();
        return done.incrementAndGet();
    }

    @Test
    void errorIsThrownAfterAllItemsAreDone() {
        AtomicInteger done = new AtomicInteger();
        try (Workers workers = SESSION.newWorkers(2)) {
            assertThatThrownBy(() -> workers.map(ITEMS, item -> {
                        if (item == 0) {
                            throw new AssertionError("item 0");
                        }
                        work();
                        return done.incrementAndGet();
                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("item 0");
            assertThat(done).hasValue(ITEMS.size() - 1);
        }
    }

    @Test
    void resultsAreHandedOnInOrderAndNoMoreExistThanWorkers() {
        int count = 3;
        AtomicInteger existing = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Integer> handedOn = new ArrayList<>(); // not made for threads: one at a time is what is promised
        try (Workers workers = SESSION.newWorkers(count)) {
            workers.<Integer, Integer>mapInOrder(
                    ITEMS,
                    item -> {
                        if (item % count == 0) {
                            work(); // the others are ready before it
                        }
                        most.accumulateAndGet(existing.incrementAndGet(), Math::max);
                        return item;
                    },
                    item -> {
                        handedOn.add(item);
                        existing.decrementAndGet();
                    });
        }
        assertThat(handedOn).isEqualTo(ITEMS);
        assertThat(most.get()).isBetween(2, count);
    }

    @Test
    void failureInOrderedWorkIsThrownAndHoldsNobodyUp() {
        List<Integer> handedOn = new ArrayList<>();
        try (Workers workers = SESSION.newWorkers(2)) {
            assertThatThrownBy(() -> workers.<Integer, Integer>mapInOrder(
                            ITEMS, item -> failingAt(item, new AtomicInteger()) + item, handedOn::add))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("item 3");
        }
        assertThat(handedOn).hasSize(ITEMS.size() - 2).startsWith(1, 2, 3);
    }
}
