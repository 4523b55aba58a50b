package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.engine.Operators;
import java.util.Optional;

/** A function of each value by itself. */
enum Activation {
    /** Nothing. */
    NONE(Optional.empty()),
    /** max(x, 0). */
    RELU(Operators.RELU),
    /** min(max(x, 0), 6). */
    RELU6(Operators.RELU6),
    /** 1 / (1 + e⁻ˣ). */
    SIGMOID(Operators.SIGMOID),
    /** x · sigmoid(x) (Elfwing et al. 2017), also called swish. */
    SILU(Operators.SILU),
    /** min(max(x + 3, 0), 6) / 6 (Howard et al. 2019). */
    HARD_SIGMOID(Operators.HARD_SIGMOID),
    /** x · min(max(x + 3, 0), 6) / 6 (Howard et al. 2019). */
    HARD_SWISH(Operators.HARD_SWISH);

    private final Optional<Operators> operator;

    Activation(Operators operator) {
        this(Optional.of(operator));
    }

    Activation(Optional<Operators> operator) {
        this.operator = operator;
    }

    /** Applies it to an array that the caller gives away. */
    NDArray apply(NDArray owned) {
        return operator.map(each -> each.apply(owned)).orElse(owned);
    }
}
