package io.github.tlmaven.failure;

import java.io.Serial;

/** Training changed what it must not change, or did not change what it must. */
public final class ContractException extends TlException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** A breach. */
    public ContractException(String message, String fix) {
        super(ExitCode.BUG, message, fix);
    }
}
