package io.github.tlmaven.failure;

import java.io.Serial;

/** Training changed what it must not change, or did not change what it must. */
public final class ContractException extends TlException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String REPORT = "this is an error of the plugin; please report it with the worker's log.";

    /** A breach that no setting can be the cause of. */
    public ContractException(String message) {
        this(message, REPORT);
    }

    /** A breach. */
    public ContractException(String message, String fix) {
        super(ExitCode.BUG, message, fix);
    }
}
