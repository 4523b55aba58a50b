package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * activation(shortcut(x) + body(x)) (He et al. 2016).
 *
 * @param body       ends without an activation, so that its output is not needed by its own backward pass and the sum can
 *                   be made in place
 * @param shortcut   brings x to the body's shape; absent where it has that shape
 * @param activation of the sum
 */
record Residual(Layer body, Optional<Layer> shortcut, Activation activation) implements Layer {

    /** x + body(x). */
    static Residual plain(Layer body) {
        return new Residual(body, Optional.empty(), Activation.NONE);
    }

    @Override
    public List<Layer> children() {
        return Stream.concat(Stream.of(body), shortcut.stream()).toList();
    }

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        NDArray sum = body.forward(input, pass);
        if (shortcut.isEmpty()) {
            sum.addi(input);
        } else {
            try (NDArray side = shortcut.get().forward(input, pass)) {
                sum.addi(side);
            }
        }
        return activation.apply(sum);
    }
}
