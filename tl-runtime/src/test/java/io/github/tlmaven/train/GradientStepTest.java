package io.github.tlmaven.train;

import static io.github.tlmaven.train.TrainingBench.LITE0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.BatchSpec;
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

/**
 * Gradients of a step against other routes: one batch with batch norm apart, sums over single pictures, and differences of
 * the loss.
 */
@Tag("engine")
class GradientStepTest {

    /** A full micro-batch and a part of one. */
    private static final int PICTURES = BatchSpec.DEFAULT_MICRO_BATCH + 5;

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
    private static Workers workers;
    private static StateDict tensors;

    @BeforeAll
    static void open() {
        bench = new TrainingBench();
        workers = bench.session.newWorkers(2);
        tensors = bench.tensors();
    }

    @AfterAll
    static void close() {
        tensors.close();
        workers.close();
        bench.close();
    }

    private record Gradients(Map<String, float[]> values, double lossSum) {
        float[] of(String name) {
            return Objects.requireNonNull(values.get(name), name);
        }
    }

    private static Gradients microBatches() {
        return microBatches(TASK, BATCH);
    }

    private static Gradients microBatches(TrainingTask task, GradientStep.EpochBatch batch) {
        try (NDManager manager = bench.session.newManager()) {
            GradientSum outcome = new GradientSum();
            GradientStep.Network network = new GradientStep.Network(LITE0, tensors, NormMode.FOLDED);
            new GradientStep(bench.session, workers, network, task, BatchSpec.DEFAULT_MICRO_BATCH)
                    .addTo(outcome, NAMES, BOUNDARY, batch, manager);
            Map<String, float[]> values = new LinkedHashMap<>();
            outcome.end(NAMES, workers, manager).forEach((name, gradient) -> values.put(name, gradient.toFloatArray()));
            return new Gradients(values, outcome.loss());
        }
    }

    private static Gradients single(TrainingTask task, int item) {
        return microBatches(task, new GradientStep.EpochBatch(List.of(item), 0, 1));
    }

    /** All pictures at once, batch norm as an operation of its own. */
    private static Gradients oneBatch() {
        return Autograd.recording(() -> {
            try (NDManager manager = bench.session.newManager()) {
                Map<String, NDArray> leaves = new LinkedHashMap<>();
                NAMES.forEach(name -> leaves.put(name, Autograd.leaf(tensors.tensor(name), manager)));
                NDArray logits = logits(tensors.under(leaves), manager);
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

    /** Each picture weighs the same, in a full micro-batch and in a part of one. */
    @Test
    void gradientOfABatchIsTheMeanOfItsPictures() {
        Gradients batch = microBatches();
        Map<String, double[]> means = new LinkedHashMap<>();
        double lossSum = 0;
        for (int item : BATCH.items()) {
            Gradients single = single(TASK, item);
            lossSum += single.lossSum();
            single.values().forEach((name, values) -> {
                double[] mean = means.computeIfAbsent(name, key -> new double[values.length]);
                IntStream.range(0, mean.length).forEach(i -> mean[i] += (double) values[i] / PICTURES);
            });
        }
        assertThat(batch.lossSum()).isCloseTo(lossSum, within(TOLERANCE * lossSum));
        means.forEach((name, expected) -> {
            float[] actual = batch.of(name);
            double scale = Math.abs(actual[largest(actual)]);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) actual[i])
                        .as("%s, value %d", name, i)
                        .isCloseTo(expected[i], within(TOLERANCE * scale));
            }
        });
    }

    /** The classes' shares differ from one micro-batch to the next, so that weights taken for each alone would show. */
    @Test
    void weightsOfClassesAreAveragedOverTheWholeStep() {
        List<Double> weights = List.of(1.0, 2.0, 4.0, 8.0);
        List<Integer> labels = BATCH.items().stream()
                .map(item -> item * weights.size() / PICTURES)
                .toList();
        Loss loss = new CrossEntropy(0, new ClassFactors(weights));
        TrainingTask weighted = new TrainingTask(TASK.inputs(), labels, TASK.paths(), loss, TASK.seed());
        TrainingTask alike = new TrainingTask(TASK.inputs(), labels, TASK.paths(), CrossEntropy.PLAIN, TASK.seed());
        double divisor = weighted.divisor(BATCH.items(), 0);
        assertThat(divisor).isEqualTo(labels.stream().mapToDouble(weights::get).sum());
        float[] actual = microBatches(weighted, new GradientStep.EpochBatch(BATCH.items(), 0, divisor))
                .of("classifier.bias");
        double[] expected = new double[actual.length];
        for (int item : BATCH.items()) {
            float[] single = single(alike, item).of("classifier.bias");
            for (int i = 0; i < expected.length; i++) {
                expected[i] += weights.get(labels.get(item)) * single[i] / divisor;
            }
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-6));
        }
    }

    /** Along the gradient of one tensor the loss rises by the gradient's norm for each unit. */
    @Test
    void lossRisesAlongEachTensorsGradientByItsNorm() {
        double rise = 1e-5; // well above the loss's rounding; longer ways meet more of ReLU6's kinks
        double tolerance = 0.03; // relative: kinks again; a wrong factor or a lost term is larger
        Gradients gradients = microBatches();
        for (String name : NAMES) {
            float[] gradient = gradients.of(name);
            double squares = 0;
            for (float value : gradient) {
                squares += (double) value * value;
            }
            double share = rise / squares; // of the gradient, so that the way times the norm is the rise
            double difference = meanLoss(name, gradient, share) - meanLoss(name, gradient, -share);
            assertThat(difference / (2 * rise)).as(name).isCloseTo(1, within(tolerance));
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
        float[] one = new float[values.length];
        one[at] = 1;
        double slope = (meanLoss(name, one, step) - meanLoss(name, one, -step)) / (2.0 * step);
        assertThat((double) gradient[at]).isCloseTo(slope, within(0.02 * Math.abs(slope) + 1e-4));
    }

    /** Mean loss of the batch where a tensor is moved by a length in a direction. */
    private static double meanLoss(String name, float[] direction, double length) {
        try (StateDict changed = tensors.copy(LITE0.tensors(BOUNDARY, END), bench.session.newManager());
                NDManager manager = bench.session.newManager()) {
            float[] values = tensors.tensor(name).toFloatArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (values[i] + length * direction[i]);
            }
            changed.put(name, values, tensors.tensor(name).getShape().getShape());
            float[] logits = logits(changed, manager).toFloatArray();
            return TASK.loss()
                            .evaluate(logits, TASK.targets(BATCH.items(), BATCH.epoch()), 1)
                            .sum()
                    / PICTURES;
        }
    }
}
