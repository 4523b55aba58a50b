package io.github.tlmaven.weights.pickle;

import java.io.Serial;

/** A pickle is cut, damaged, or asks for what is not on the list. The message continues "Cannot read X: …". */
public final class PickleException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What is wrong, and where if that is known. */
    public PickleException(String message) {
        super(message);
    }

    /** With the cause where there is one. */
    public PickleException(String message, Throwable cause) {
        super(message, cause);
    }
}
