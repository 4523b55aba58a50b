package io.github.tlmaven.failure;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A weights file is malformed, or does not fit the architecture it is loaded into. */
public final class WeightsException extends TlException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** A failure without an underlying exception. */
    public WeightsException(String message, String fix) {
        super(ExitCode.DATA, message, fix);
    }

    /** A failure that another exception caused. */
    public WeightsException(String message, String fix, @Nullable Throwable cause) {
        super(ExitCode.DATA, message, fix, cause);
    }
}
