package io.github.tlmaven.weights.pickle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tuple of Python.
 *
 * @param items {@code None} is null
 */
public record Tuple(List<@Nullable Object> items) {

    /** Copies the items. */
    public Tuple {
        items = Collections.unmodifiableList(new ArrayList<>(items));
    }
}
