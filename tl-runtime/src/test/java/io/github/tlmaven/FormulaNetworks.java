package io.github.tlmaven;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Networks with numbers by formula. */
public final class FormulaNetworks {

    /** What batch-norm scales are multiplied by where a golden file names nothing else. */
    public static final double NORM_SCALE = 0.5;

    private FormulaNetworks() {}

    /** All tensors of a network; the caller closes them. */
    public static StateDict fill(EngineSession session, Architecture architecture, Formula formula, double normScale) {
        StateDict tensors = new StateDict(session.newManager());
        long largest = architecture.tensors().stream()
                .mapToLong(TensorSpec::size)
                .max()
                .orElseThrow();
        ByteBuffer memory = ByteBuffer.allocateDirect(Math.toIntExact(largest * Float.BYTES))
                .order(ByteOrder.nativeOrder());
        try (NDManager manager = session.newManager()) {
            for (TensorSpec spec : architecture.tensors()) {
                formula.tensor(spec, normScale, memory.asFloatBuffer());
                ByteBuffer values =
                        memory.duplicate().order(memory.order()).limit(Math.toIntExact(spec.size() * Float.BYTES));
                try (NDArray array = manager.create(values, new Shape(spec.dimensions()), DataType.FLOAT32)) {
                    tensors.put(spec.name(), array);
                }
            }
        }
        return tensors;
    }
}
