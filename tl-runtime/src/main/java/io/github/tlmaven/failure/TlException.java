package io.github.tlmaven.failure;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Base of everything that this project throws on purpose. The message is written for the person who runs the build:
 * what went wrong, which thing it concerns, what was expected and found, and a last line that begins with "To fix:".
 */
public abstract class TlException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String problem;
    private final String fix;

    /**
     * @param exitCode how the worker process ends when this reaches its main method
     * @param message  what, which, expected and actual
     * @param fix      what the user can do, without the leading "To fix:"
     */
    protected TlException(ExitCode exitCode, String message, String fix) {
        this(exitCode, message, fix, null);
    }

    /** As {@link #TlException(ExitCode, String, String)}, with the cause where there is one. */
    protected TlException(ExitCode exitCode, String message, String fix, @Nullable Throwable cause) {
        super(message + System.lineSeparator() + "To fix: " + fix, cause);
        this.exitCode = exitCode;
        this.problem = message;
        this.fix = fix;
    }

    /** What went wrong, without the line that says how to fix it. */
    public String problem() {
        return problem;
    }

    /** What the user can do, without the leading "To fix:". */
    public String fix() {
        return fix;
    }

    /** How the worker process ends when this exception reaches its main method. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
