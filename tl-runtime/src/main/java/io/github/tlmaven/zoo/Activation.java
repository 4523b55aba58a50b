package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;

/** What follows a normalised convolution. Written so that nothing in Java memory is read by the backward pass. */
enum Activation {
    /** Nothing. */
    NONE {
        @Override
        NDArray apply(NDArray owned) {
            return owned;
        }
    },
    /** min(max(x, 0), 6). */
    RELU6 {
        private static final int CEILING = 6;

        @Override
        NDArray apply(NDArray owned) {
            try (owned) {
                return owned.clip(0, CEILING);
            }
        }
    };

    /** Applies it to an array that the caller gives away. */
    abstract NDArray apply(NDArray owned);
}
