package io.github.tlmaven.download;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;

/** A server went silent. */
final class StalledException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    StalledException(Duration silence) {
        super("no byte came for " + silence.toMillis() / 1e3 + " s");
    }
}
