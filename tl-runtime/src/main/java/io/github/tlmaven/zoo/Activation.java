package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tlmaven.engine.Autograd;

/**
 * A function of each value by itself. Written so that nothing in Java memory is read by the backward pass: constants
 * that it reads are made by the engine, which keeps them as long as the graph.
 */
enum Activation {
    /** Nothing. */
    NONE {
        @Override
        NDArray apply(NDArray owned) {
            return owned;
        }
    },
    /** max(x, 0). */
    RELU {
        @Override
        NDArray apply(NDArray owned) {
            try (owned) {
                return JniUtils.relu((PtNDArray) owned);
            }
        }
    },
    /** min(max(x, 0), 6). */
    RELU6 {
        @Override
        NDArray apply(NDArray owned) {
            try (owned) {
                return owned.clip(0, CEILING);
            }
        }
    },
    /** 1 / (1 + e⁻ˣ). */
    SIGMOID {
        @Override
        NDArray apply(NDArray owned) {
            try (owned) {
                return JniUtils.sigmoid((PtNDArray) owned);
            }
        }
    },
    /** x · sigmoid(x) (Elfwing et al. 2017), also called swish. */
    SILU {
        @Override
        NDArray apply(NDArray owned) {
            NDArray gate = JniUtils.sigmoid((PtNDArray) owned);
            if (!Autograd.isRecording()) {
                try (owned) {
                    return gate.muli(owned);
                }
            }
            // the backward pass reads both factors, so neither can hold the product
            try (owned;
                    gate) {
                return owned.mul(gate);
            }
        }
    },
    /** min(max(x + 3, 0), 6) / 6 (Howard et al. 2019). */
    HARD_SIGMOID {
        @Override
        NDArray apply(NDArray owned) {
            try (owned;
                    NDArray sixth = sixth(owned)) {
                return shiftedAndClipped(owned).muli(sixth);
            }
        }
    },
    /** x · min(max(x + 3, 0), 6) / 6 (Howard et al. 2019). */
    HARD_SWISH {
        @Override
        NDArray apply(NDArray owned) {
            NDArray gate = shiftedAndClipped(owned);
            try (owned;
                    NDArray sixth = sixth(owned)) {
                if (!Autograd.isRecording()) {
                    return gate.muli(owned).muli(sixth);
                }
                try (gate) {
                    return owned.mul(gate).muli(sixth);
                }
            }
        }
    };

    /** Of ReLU6, and six times that of the hard sigmoid. */
    private static final int CEILING = 6;
    /** How far the hard sigmoid lies left of ReLU6. */
    private static final int SHIFT = 3;

    /** Applies it to an array that the caller gives away. */
    abstract NDArray apply(NDArray owned);

    private static NDArray shiftedAndClipped(NDArray x) {
        try (NDArray shifted = x.add(SHIFT)) {
            return shifted.clip(0, CEILING);
        }
    }

    private static NDArray sixth(NDArray like) {
        return like.getManager().full(new Shape(1), 1f / CEILING, DataType.FLOAT32);
    }
}
