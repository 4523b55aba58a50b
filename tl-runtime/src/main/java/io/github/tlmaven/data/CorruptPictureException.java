package io.github.tlmaven.data;

import java.io.Serial;

/**
 * One picture cannot be used. The message is the reason alone; whoever reads many pictures knows the path, and reports
 * all of them in one {@link io.github.tlmaven.failure.DataException}.
 */
public final class CorruptPictureException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** A picture without an underlying exception. */
    public CorruptPictureException(String reason) {
        super(reason);
    }

    /** A picture that a library refused. */
    public CorruptPictureException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
