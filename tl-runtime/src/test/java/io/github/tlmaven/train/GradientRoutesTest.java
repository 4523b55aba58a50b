package io.github.tlmaven.train;

import static io.github.tlmaven.train.TrainingBench.LITE0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.zoo.NormMode;
import io.github.tlmaven.zoo.Pass;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import io.github.tlmaven.zoo.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of a step against two other routes: one batch with batch norm apart, and differences of losses. */
@Tag("engine")
class GradientRoutesTest {

    /** A full micro-batch and a part of one. */
    private static final int PICTURES = GradientStep.MICRO_BATCH + 5;

    private static final int END = LITE0.stages().size();
    private static final int BOUNDARY = LITE0.boundary(LITE0.lastBlock()).orElseThrow();
    private static final TrainingTask TASK = TrainingBench.task(PICTURES, BOUNDARY);
    private static final GradientStep.EpochBatch BATCH =
            new GradientStep.EpochBatch(IntStream.range(0, PICTURES).boxed().toList(), 0, PICTURES);
    private static final List<String> NAMES = LITE0.tensors(BOUNDARY, END).stream()
            .filter(spec -> spec.role().isParameter())
            .map(TensorSpec::name)
            .toList();

    /**
     * Of a tensor's largest gradient. Both routes round to float32 (2⁻²⁴) in sums of up to some thousand products in
     * another order, so a few hundred roundings in the worst case.
     */
    private static final double TOLERANCE = 2e-5;

    private static TrainingBench bench;
    private static StateDict tensors;

    @BeforeAll
    static void open() {
        bench = new TrainingBench();
        tensors = bench.tensors();
    }

    @AfterAll
    static void close() {
        tensors.close();
        bench.close();
    }

    private record Gradients(Map<String, float[]> values, double lossSum) {
        float[] of(String name) {
            return Objects.requireNonNull(values.get(name), name);
        }
    }

    private static Gradients microBatches() {
        try (Workers workers = bench.session.newWorkers(2);
                NDManager manager = bench.session.newManager()) {
            GradientSum outcome = new GradientSum();
            GradientStep step = new GradientStep(bench.session, workers, LITE0, tensors, TASK);
            step.addTo(outcome, NAMES, BOUNDARY, BATCH, manager);
            Map<String, float[]> values = new LinkedHashMap<>();
            step.end(outcome, NAMES, manager).forEach((name, gradient) -> values.put(name, gradient.toFloatArray()));
            return new Gradients(values, outcome.loss());
        }
    }

    /** All pictures at once, batch norm as an operation of its own. */
    private static Gradients oneBatch() {
        return Autograd.recording(() -> {
            try (NDManager manager = bench.session.newManager()) {
                Map<String, NDArray> leaves = new LinkedHashMap<>();
                NAMES.forEach(name -> leaves.put(name, Autograd.leaf(tensors.tensor(name), manager)));
                NDArray logits = logits(
                        name -> leaves.containsKey(name) ? Tensors.of(leaves).tensor(name) : tensors.tensor(name),
                        manager);
                Loss.Result loss = TASK.loss()
                        .evaluate(logits.toFloatArray(), TASK.targets(BATCH.items(), BATCH.epoch()), 1.0 / PICTURES);
                Autograd.backward(logits, Autograd.owned(manager.create(loss.gradient(), logits.getShape())));
                Map<String, float[]> values = new LinkedHashMap<>();
                leaves.forEach((name, leaf) ->
                        values.put(name, Autograd.gradient(leaf, manager).toFloatArray()));
                return new Gradients(values, loss.sum());
            }
        });
    }

    private static NDArray logits(Tensors numbers, NDManager manager) {
        Pass pass = new Pass(numbers, NormMode.EVAL, Map.of(), Optional.of(TASK.masks(BATCH, manager)));
        return LITE0.forward(TASK.inputs().batch(BATCH.items(), 0, manager), BOUNDARY, END, pass);
    }

    private static int largest(float[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = Math.abs(values[i]) > Math.abs(values[largest]) ? i : largest;
        }
        return largest;
    }

    @Test
    void microBatchesAddUpToTheGradientOfTheWholeBatch() {
        Gradients parts = microBatches();
        Gradients whole = oneBatch();
        assertThat(parts.lossSum()).isCloseTo(whole.lossSum(), within(TOLERANCE * whole.lossSum()));
        for (String name : NAMES) {
            float[] expected = whole.of(name);
            float[] actual = parts.of(name);
            double scale = Math.abs(expected[largest(expected)]);
            assertThat(scale).as(name).isPositive();
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) actual[i])
                        .as("%s, value %d", name, i)
                        .isCloseTo(expected[i], within(TOLERANCE * scale));
            }
        }
    }

    /**
     * Central differences with a step of 1/500 of the tensor's scale. The loss is read off float32 logits, with an error
     * of about 1e-7, which the division by twice the step makes about 1e-4; ReLU6 has kinks, of which a step crosses
     * some among thousands of values; the largest gradient of a tensor is well above both.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "classifier.weight",
                "classifier.bias",
                "conv_head.weight",
                "bn2.weight",
                "bn2.bias",
                "blocks.6.0.conv_pw.weight",
                "blocks.6.0.bn1.bias",
                "blocks.6.0.conv_dw.weight",
                "blocks.6.0.bn2.weight",
                "blocks.6.0.conv_pwl.weight",
                "blocks.6.0.bn3.weight",
            })
    void largestGradientIsThatOfCentralDifferences(String name) {
        float[] gradient = microBatches().of(name);
        int at = largest(gradient);
        float[] values = tensors.tensor(name).toFloatArray();
        float step = Math.max(Math.abs(values[largest(values)]) / 500, 1e-3f);
        double slope = (meanLoss(name, at, step) - meanLoss(name, at, -step)) / (2.0 * step);
        assertThat((double) gradient[at]).isCloseTo(slope, within(0.02 * Math.abs(slope) + 1e-4));
    }

    private static double meanLoss(String name, int at, float change) {
        try (StateDict changed = tensors.copy(LITE0.tensors(BOUNDARY, END), bench.session.newManager());
                NDManager manager = bench.session.newManager()) {
            float[] values = tensors.tensor(name).toFloatArray();
            values[at] += change;
            changed.put(name, values, tensors.tensor(name).getShape().getShape());
            float[] logits = logits(changed, manager).toFloatArray();
            return TASK.loss()
                            .evaluate(logits, TASK.targets(BATCH.items(), BATCH.epoch()), 1)
                            .sum()
                    / PICTURES;
        }
    }
}
