package io.github.tlmaven.weights;

import io.github.tlmaven.weights.pickle.PickleException;
import java.io.Serial;

/** Why a file that looks like a checkpoint cannot be read. The message continues "Cannot read weights X: …". */
final class UnreadableException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String FETCH = "fetch or copy the file again, or write it again with torch.save.";
    private static final String STATE_DICT =
            "save the state dict alone in Python, with torch.save(model.state_dict(), path), or as safetensors.";

    private final String fix;

    private UnreadableException(String message, String fix, Throwable cause) {
        super(message, cause);
        this.fix = fix;
    }

    /** The file is damaged. */
    UnreadableException(String message) {
        super(message);
        this.fix = FETCH;
    }

    /** The file is something else. */
    UnreadableException(String message, String fix) {
        super(message);
        this.fix = fix;
    }

    /** The file is whole, but what it holds is no state dict that can be read. */
    static UnreadableException content(String message) {
        return new UnreadableException(message, STATE_DICT);
    }

    /** As {@link #content(String)}, found while reading a pickle. */
    static UnreadableException content(PickleException cause) {
        return new UnreadableException(String.valueOf(cause.getMessage()), STATE_DICT, cause);
    }

    /** What the user can do, without the leading "To fix:". */
    String fix() {
        return fix;
    }
}
