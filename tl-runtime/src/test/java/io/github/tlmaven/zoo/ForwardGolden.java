package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.FormulaNetworks;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.engine.EngineSession;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pooled features and logits of a network against golden ones, on every {@link Route}. */
final class ForwardGolden {

    private static final int CLASSES = 1000;

    private ForwardGolden() {}

    static void assertSame(EngineSession session, String name, Map<String, @Nullable Object> golden, Formula formula) {
        Architecture architecture = Architectures.of(name, Head.of(CLASSES));
        double normScale = GoldenValues.number(golden, "bnScale");
        int[] below = {0, architecture.pooled()};
        int[] above = {architecture.pooled(), architecture.stages().size()};
        try (StateDict tensors = FormulaNetworks.fill(session, architecture, formula, normScale)) {
            for (Route route : Route.values()) {
                try (NDManager manager = session.newManager();
                        NDArray input = input(golden, formula, manager);
                        NDArray pooled = route.compute(architecture, tensors, input, below, manager);
                        NDArray logits = route.compute(architecture, tensors, pooled, above, manager)) {
                    assertThat((double) pooled.getShape().get(1)).isEqualTo(GoldenValues.number(golden, "pooledWidth"));
                    GoldenRows.assertClose(pooled, golden, "pooled");
                    GoldenRows.assertClose(logits, golden, "logits");
                }
            }
        }
    }

    private static NDArray input(Map<String, @Nullable Object> golden, Formula formula, NDManager manager) {
        long[] dimensions = Arrays.stream(GoldenValues.numbers(golden, "input"))
                .mapToLong(value -> (long) value)
                .toArray();
        Shape shape = new Shape(dimensions);
        return manager.create(formula.signed("input", Math.toIntExact(shape.size())), shape);
    }
}
