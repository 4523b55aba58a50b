package io.github.tlmaven.failure;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The configuration cannot be run: an unknown name, a value out of range, a device that is not there. */
public final class ConfigurationException extends TlException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** A failure without an underlying exception. */
    public ConfigurationException(String message, String fix) {
        super(ExitCode.CONFIGURATION, message, fix);
    }

    /** A failure that another exception caused. */
    public ConfigurationException(String message, String fix, @Nullable Throwable cause) {
        super(ExitCode.CONFIGURATION, message, fix, cause);
    }
}
