package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.Parallel;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.engine.ProgressMeter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fingerprints of pictures, from the cache or computed on several threads and kept there. */
final class Fingerprints {

    /** So many are stored at once; a build that is killed loses no more. */
    private static final int BATCH = 4096;

    private final FingerprintCache cache;
    private final int threads;
    private final SeenPictures seen;
    private final Log log;
    private final Map<Sha256, Fingerprint> prints = new LinkedHashMap<>();

    Fingerprints(DatasetAudit.Means means) {
        this.cache = new FingerprintCache(means.cache(), means.log());
        this.threads = means.threads();
        this.seen = means.seen();
        this.log = means.log();
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
        for (int from = 0; from < missing.size(); from += BATCH) {
            List<Picture> some = missing.subList(from, Math.min(from + BATCH, missing.size()));
            List<Fingerprint> computed = Parallel.map(some, threads, picture -> {
                Fingerprint print = seen.print(picture.digest()).orElseGet(() -> Fingerprint.of(picture.load()));
                meter.advance(1);
                return print;
            });
            Map<Sha256, Fingerprint> byDigest = new LinkedHashMap<>();
            for (int i = 0; i < computed.size(); i++) {
                byDigest.put(some.get(i).digest(), computed.get(i));
            }
            cache.add(byDigest);
            prints.putAll(byDigest);
        }
    }
}
