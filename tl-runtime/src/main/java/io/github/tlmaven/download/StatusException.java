package io.github.tlmaven.download;

import java.io.IOException;
import java.io.Serial;

/** A server answered with something else than the file. */
final class StatusException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status of HTTP (RFC 9110, section 15)
     */
    StatusException(int status) {
        super("the server answered with status " + status);
        this.status = status;
    }

    int status() {
        return status;
    }
}
