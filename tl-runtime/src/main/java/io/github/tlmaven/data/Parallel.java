package io.github.tlmaven.data;

import io.github.tlmaven.failure.TlException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Work on many pictures on several threads; the outcome does not depend on their number. */
public final class Parallel {

    private Parallel() {}

    /**
     * Applies a function to every item and returns the results in the items' order.
     *
     * @param threads how many items are worked on at once, 1 or more
     * @throws TlException that the function threw for the first item, in order, for which it did
     * @throws IllegalStateException if it threw anything else, or this thread is interrupted
     */
    public static <T, R> List<R> map(List<T> items, int threads, Function<? super T, ? extends R> function) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<R>> tasks = new ArrayList<>(items.size());
            items.forEach(item -> tasks.add(() -> function.apply(item)));
            List<R> results = new ArrayList<>(tasks.size());
            for (Future<R> future : executor.invokeAll(tasks)) {
                results.add(join(future));
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pictures were worked on", e);
        } finally {
            executor.shutdownNow();
        }
    }

    private static <R> R join(Future<R> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TlException failure) {
                throw failure;
            }
            throw new IllegalStateException("work on a picture failed", e.getCause());
        }
    }
}
