package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.engine.ProgressMeter;
import io.github.tlmaven.failure.TlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fingerprints of pictures, from the cache or computed on several threads and kept there. */
final class Fingerprints {

    /** So many are stored at once; a build that is killed loses no more. */
    private static final int BATCH = 4096;

    private final FingerprintCache cache;
    private final int threads;
    private final Log log;
    private final Map<Sha256, Fingerprint> prints = new LinkedHashMap<>();

    Fingerprints(FingerprintCache cache, int threads, Log log) {
        this.cache = cache;
        this.threads = threads;
        this.log = log;
    }

    /** Sees to it that all pictures have one, and says how many were computed. */
    void require(List<Picture> pictures) {
        Map<Sha256, Picture> wanted = new LinkedHashMap<>();
        pictures.forEach(picture -> wanted.putIfAbsent(picture.digest(), picture));
        prints.putAll(cache.read(wanted.keySet()));
        wanted.keySet().removeAll(prints.keySet());
        compute(List.copyOf(wanted.values()));
        log.info("audit: " + wanted.size() + " fingerprints computed, " + (prints.size() - wanted.size())
                + " read from the cache");
    }

    /** The fingerprint of a picture that was required. */
    Fingerprint of(Picture picture) {
        Fingerprint print = prints.get(picture.digest());
        if (print == null) {
            throw new IllegalArgumentException("no fingerprint was asked for of " + picture.file());
        }
        return print;
    }

    private void compute(List<Picture> missing) {
        ProgressMeter meter = new ProgressMeter(log, "audit", "pictures", missing.size());
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int from = 0; from < missing.size(); from += BATCH) {
                List<Picture> some = missing.subList(from, Math.min(from + BATCH, missing.size()));
                Map<Sha256, Fingerprint> computed = compute(some, executor, meter);
                cache.add(computed);
                prints.putAll(computed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pictures were audited", e);
        } finally {
            executor.shutdownNow();
        }
    }

    private static Map<Sha256, Fingerprint> compute(
            List<Picture> pictures, ExecutorService executor, ProgressMeter meter) throws InterruptedException {
        List<Callable<Fingerprint>> tasks = new ArrayList<>();
        for (Picture picture : pictures) {
            tasks.add(() -> {
                Fingerprint print = Fingerprint.of(picture.load());
                meter.advance(1);
                return print;
            });
        }
        List<Future<Fingerprint>> futures = executor.invokeAll(tasks);
        Map<Sha256, Fingerprint> computed = new LinkedHashMap<>();
        for (int i = 0; i < futures.size(); i++) {
            computed.put(pictures.get(i).digest(), join(futures.get(i)));
        }
        return computed;
    }

    private static Fingerprint join(Future<Fingerprint> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TlException failure) {
                throw failure;
            }
            throw new IllegalStateException("auditing a picture failed", e.getCause());
        }
    }
}
