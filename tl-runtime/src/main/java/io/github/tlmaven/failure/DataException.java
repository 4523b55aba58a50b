package io.github.tlmaven.failure;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A dataset, a picture or an earlier result is missing or unusable. */
public final class DataException extends TlException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** A failure without an underlying exception. */
    public DataException(String message, String fix) {
        super(ExitCode.DATA, message, fix);
    }

    /** A failure that another exception caused. */
    public DataException(String message, String fix, @Nullable Throwable cause) {
        super(ExitCode.DATA, message, fix, cause);
    }
}
