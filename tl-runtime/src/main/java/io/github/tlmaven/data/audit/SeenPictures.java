package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.digest.Sha256;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Fingerprints of pictures that were decoded for another reason before the audit, so that it need not decode them again. */
public final class SeenPictures {

    private final Map<Sha256, Fingerprint> prints = new ConcurrentHashMap<>();

    /**
     * Looks at a picture; may be called from several threads.
     *
     * @param file    digest of its file
     * @param picture its pixels, upright
     */
    public void look(Sha256 file, RgbImage picture) {
        prints.computeIfAbsent(file, digest -> Fingerprint.of(picture));
    }

    Optional<Fingerprint> print(Sha256 file) {
        return Optional.ofNullable(prints.get(file));
    }
}
