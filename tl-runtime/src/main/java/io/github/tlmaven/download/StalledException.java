package io.github.tlmaven.download;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;

/** A server went silent. */
final class StalledException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final double MILLIS_PER_SECOND = 1000;

    StalledException(Duration silence) {
        super("no byte came for " + silence.toMillis() / MILLIS_PER_SECOND + " s");
    }
}
