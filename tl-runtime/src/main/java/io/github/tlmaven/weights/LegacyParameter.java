package io.github.tlmaven.weights;

import io.github.tlmaven.weights.pickle.Kind;
import io.github.tlmaven.weights.pickle.PickleException;
import io.github.tlmaven.weights.pickle.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter as torch before 0.4 pickled it, and as a few published checkpoints still hold it: either with its tensor, or
 * empty and given the tensor among its attributes later ({@code torch.Tensor.__setstate__} names both forms).
 */
final class LegacyParameter {

    /** (tensor, creator, hooks, requires_grad, volatile). */
    private static final int ATTRIBUTES_WITH_TENSOR = 5;

    /** (requires_grad, volatile, hooks). */
    private static final int ATTRIBUTES = 3;

    private @Nullable PickledTensor tensor;

    private LegacyParameter(@Nullable PickledTensor tensor) {
        this.tensor = tensor;
    }

    static LegacyParameter of(Tuple arguments) throws PickleException {
        List<@Nullable Object> items = arguments.items();
        if (items.isEmpty()) {
            return new LegacyParameter(null);
        }
        if (items.size() == 1 && items.get(0) instanceof PickledTensor data) {
            return new LegacyParameter(data);
        }
        throw new PickleException("makes a parameter of " + Kind.of(items.get(0)));
    }

    void build(Tuple attributes) throws PickleException {
        List<@Nullable Object> items = attributes.items();
        if (items.size() == ATTRIBUTES_WITH_TENSOR && items.get(0) instanceof PickledTensor data) {
            tensor = data;
        } else if (items.size() != ATTRIBUTES || tensor == null) {
            throw new PickleException("gives a parameter " + items.size() + " attributes that are not its own");
        }
    }

    /** Its values; null if it never got any. */
    @Nullable
    PickledTensor tensor() {
        return tensor;
    }
}
