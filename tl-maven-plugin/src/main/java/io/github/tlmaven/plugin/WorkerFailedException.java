package io.github.tlmaven.plugin;

import java.io.Serial;

/** A worker did not do what it was asked; the message is for the user. */
final class WorkerFailedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    WorkerFailedException(String message) {
        super(message);
    }
}
