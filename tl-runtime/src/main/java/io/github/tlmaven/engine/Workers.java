package io.github.tlmaven.engine;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Threads that each compute with one intra-op thread and without gradients. The engine picks other kernels for one
 * thread than for several, and its thread settings are per thread: setting both at the start of each worker is what
 * makes results equal for any number of workers.
 */
public final class Workers implements AutoCloseable {

    private static final int INTRA_OP_THREADS = 1;
    private static final long CLOSE_SECONDS = 60;

    private final ExecutorService pool;
    private final int count;

    /**
     * Starts the threads.
     *
     * @param count 1 or more
     */
    Workers(int count) {
        this.count = count;
        ThreadFactory threads = task -> {
            Thread thread = new Thread(() -> {
                JniUtils.setNumThreads(INTRA_OP_THREADS);
                JniUtils.setGradMode(false);
                Operators.prepareThread();
                task.run();
            });
            thread.setName("tl-worker");
            thread.setDaemon(true);
            return thread;
        };
        this.pool = Executors.newFixedThreadPool(count, threads);
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /**
     * Applies a function to every item, several at a time, and returns the results in the items' order. Waits for all
     * of them even when one fails; then throws what the first item in order that failed threw.
     */
    public <T, R> List<R> map(List<T> items, Function<? super T, ? extends R> function) {
        List<Future<R>> futures = new ArrayList<>(items.size());
        for (T item : items) {
            futures.add(pool.submit(() -> function.apply(item)));
        }
        List<R> results = new ArrayList<>(items.size());
        Throwable failure = null;
        for (Future<R> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
            } catch (InterruptedException e) {
                futures.forEach(other -> other.cancel(true));
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while workers were busy", e);
            }
        }
        if (failure != null) {
            throw unchecked(failure);
        }
        return results;
    }

    /**
     * Applies a function to every item, several at a time, and hands the results on in the items' order, one at a time.
     * A worker waits for its turn, so no more results exist at once than there are workers. Fails as {@link #map} does;
     * what was handed on until then is of no use.
     *
     * @param consumer called on the workers' threads
     */
    public <T, R> void mapInOrder(List<T> items, Function<? super T, ? extends R> function, Consumer<R> consumer) {
        Turns turns = new Turns();
        List<Integer> numbers = IntStream.range(0, items.size()).boxed().toList();
        map(numbers, number -> {
            try {
                R result = function.apply(items.get(number));
                turns.await(number);
                consumer.accept(result);
            } finally {
                turns.await(number); // at once where it came above; an item that failed must not overtake
                turns.end();
            }
            return number;
        });
    }

    /** Lets threads through in the order of their numbers, from 0. */
    private static final class Turns {
        private int current;

        synchronized void await(int number) {
            try {
                while (current != number) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while an earlier item was computed", e);
            }
        }

        synchronized void end() {
            current++;
            notifyAll();
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }

    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
