package io.github.tlmaven.failure;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Training produced a loss or gradient that is not finite. */
public final class DivergedException extends TlException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** A failure without an underlying exception. */
    public DivergedException(String message, String fix) {
        super(ExitCode.DIVERGED, message, fix);
    }

    /** A failure that another exception caused. */
    public DivergedException(String message, String fix, @Nullable Throwable cause) {
        super(ExitCode.DIVERGED, message, fix, cause);
    }
}
