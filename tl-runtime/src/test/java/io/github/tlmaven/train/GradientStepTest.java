package io.github.tlmaven.train;

import static io.github.tlmaven.train.Toy.LITE0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.TestNetworks;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.UpdateSpec.Clipping;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of a step against differences of the loss and against sums over single pictures. */
@Tag("engine")
class GradientStepTest {

    private static final int BOUNDARY = 7;
    private static final double RATE = 0.2;

    private static EngineSession session;
    private static Workers workers;
    private static StateDict tensors;
    private static final List<String> NAMES = LITE0
            .tensors(BOUNDARY, LITE0.stages().size())
            .stream()
            .filter(spec -> spec.role().isParameter())
            .map(TensorSpec::name)
            .toList();

    @BeforeAll
    static void load() {
        session = EngineSession.open(new DeviceRequest.Cpu());
        workers = session.newWorkers(2);
        tensors = TestNetworks.load(session, LITE0, 1);
    }

    @AfterAll
    static void close() {
        tensors.close();
        workers.close();
        session.close();
    }

    private static final class Gradients {
        private final Map<String, float[]> values = new LinkedHashMap<>();
        private double lossSum;

        float[] of(String name) {
            return Objects.requireNonNull(values.get(name), name);
        }
    }

    private static Gradients compute(List<Integer> items, int stepSize) {
        return compute(Toy.task(BOUNDARY, 32), items, stepSize);
    }

    private static Gradients compute(TrainingTask task, List<Integer> items, double divisor) {
        GradientStep step = new GradientStep(session, workers, LITE0, tensors, task);
        Gradients result = new Gradients();
        try (NDManager manager = session.newManager()) {
            GradientSum sum = new GradientSum();
            step.addTo(sum, NAMES, BOUNDARY, new GradientStep.EpochBatch(items, 0, divisor), manager);
            step.end(sum, NAMES, manager).forEach((name, gradient) -> result.values.put(name, gradient.toFloatArray()));
            result.lossSum = sum.loss();
        }
        return result;
    }

    private static List<Integer> items(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** 5 fill part of a micro-batch, 21 two and a part of a third: each picture weighs the same. */
    @ParameterizedTest
    @ValueSource(ints = {5, 21})
    void gradientOfABatchIsTheMeanOfItsPictures(int count) {
        Gradients batch = compute(items(count), count);
        Map<String, double[]> sums = new LinkedHashMap<>();
        double lossSum = 0;
        for (int item : items(count)) {
            Gradients single = compute(List.of(item), 1);
            lossSum += single.lossSum;
            single.values.forEach((name, values) -> {
                double[] sum = sums.computeIfAbsent(name, key -> new double[values.length]);
                IntStream.range(0, sum.length).forEach(i -> sum[i] += (double) values[i] / count);
            });
        }
        assertThat(batch.lossSum).isCloseTo(lossSum, within(1e-5 * lossSum));
        sums.forEach((name, expected) -> {
            double largest = IntStream.range(0, expected.length)
                    .mapToDouble(i -> Math.abs(expected[i]))
                    .max()
                    .orElseThrow();
            double tolerance = 1e-4 * largest; // float32 sums in another order
            float[] actual = batch.of(name);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) actual[i]).as("%s %d", name, i).isCloseTo(expected[i], within(tolerance));
            }
        });
    }

    /** The classes' shares differ from one micro-batch to the next, so that weights taken for each alone would show. */
    @Test
    void weightsOfClassesAreAveragedOverTheWholeStep() {
        List<Double> weights = List.of(1.0, 2.0, 4.0);
        TrainingTask plain = Toy.task(BOUNDARY, 32);
        List<Integer> labels = IntStream.range(0, 32).mapToObj(i -> i / 11).toList();
        Loss loss = new CrossEntropy(0, new ClassFactors(weights));
        TrainingTask weighted = new TrainingTask(plain.inputs(), labels, plain.paths(), loss, 1);
        TrainingTask alike = new TrainingTask(plain.inputs(), labels, plain.paths(), CrossEntropy.PLAIN, 1);
        double divisor = weighted.divisor(items(32), 0);
        assertThat(divisor).isEqualTo(11 + 2 * 11 + 4 * 10);
        float[] actual = compute(weighted, items(32), divisor).of("classifier.bias");
        double[] expected = new double[actual.length];
        for (int item : items(32)) {
            float[] single = compute(alike, List.of(item), 1).of("classifier.bias");
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
        Gradients gradients = compute(items(8), 8);
        for (String name : NAMES) {
            double norm = norm(gradients.of(name));
            double share = rise / (norm * norm); // of the gradient, so that the way times the norm is the rise
            double difference =
                    lossMovedBy(name, gradients.of(name), share) - lossMovedBy(name, gradients.of(name), -share);
            assertThat(difference / (2 * rise)).as(name).isCloseTo(1, within(tolerance));
        }
    }

    @Test
    void singleCoordinatesAgreeWithDifferencesOfTheLoss() {
        double length = 1e-2;
        double tolerance = 1e-3; // float32 logits give the loss about 1e-6, which the difference divides by 2e-2
        Gradients gradients = compute(items(8), 8);
        for (String name : List.of("classifier.bias", "classifier.weight", "bn2.bias", "blocks.6.0.bn3.weight")) {
            float[] direction = new float[gradients.of(name).length];
            int at = direction.length / 2;
            direction[at] = 1;
            double slope =
                    (lossMovedBy(name, direction, length) - lossMovedBy(name, direction, -length)) / (2 * length);
            assertThat(slope).as(name).isCloseTo(gradients.of(name)[at], within(tolerance));
        }
    }

    private static double lossMovedBy(String name, float[] direction, double length) {
        long[] shape = tensors.tensor(name).getShape().getShape();
        float[] before = tensors.tensor(name).toFloatArray();
        float[] moved = before.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (moved[i] + length * direction[i]);
        }
        tensors.put(name, moved, shape);
        try {
            return compute(items(8), 8).lossSum / 8;
        } finally {
            tensors.put(name, before, shape);
        }
    }

    private static double norm(float[] values) {
        return Math.sqrt(IntStream.range(0, values.length)
                .mapToDouble(i -> (double) values[i] * values[i])
                .sum());
    }

    @Test
    void gradientsAreScaledToTheLimitOfTheirCommonNorm() {
        float[] first = {3, -4};
        float[] second = {12};
        try (NDManager manager = session.newManager()) {
            List<NDArray> gradients = List.of(
                    manager.create(first).duplicate(), manager.create(second).duplicate());
            assertThat(GradientClip.apply(gradients, new Clipping.Norm(20))).isCloseTo(13, within(1e-6));
            assertThat(gradients.get(0).toFloatArray()).as("below the limit").containsExactly(first);
            assertThat(GradientClip.apply(gradients, new Clipping.Norm(2))).isCloseTo(13, within(1e-6));
            assertThat(gradients.get(0).toFloatArray()).containsExactly(new float[] {6 / 13f, -8 / 13f}, within(1e-6f));
            assertThat(gradients.get(1).toFloatArray()).containsExactly(new float[] {24 / 13f}, within(1e-6f));
        }
    }

    private static float[] mask(TrainingTask task, List<Integer> items, int epoch) {
        try (NDManager manager = session.newManager();
                NDArray mask = task.masks(new GradientStep.EpochBatch(items, epoch, 8), manager)
                        .mask("classifier", RATE, 1280)) {
            assertThat(mask.getShape()).isEqualTo(new Shape(items.size(), 1280));
            return mask.toFloatArray();
        }
    }

    @Test
    void dropoutIsAFunctionOfSeedEpochAndPictureAndKeepsTheMean() {
        TrainingTask task = Toy.task(BOUNDARY, 8);
        TrainingTask otherSeed = new TrainingTask(task.inputs(), task.labels(), task.paths(), task.loss(), 2);
        float[] mask = mask(task, List.of(3), 0);
        float[] pair = mask(task, List.of(5, 3), 0);
        assertThat(IntStream.range(0, 1280).allMatch(i -> pair[1280 + i] == mask[i]))
                .as("whatever shares the batch")
                .isTrue();
        assertThat(mask(task, List.of(3), 1)).isNotEqualTo(mask);
        assertThat(mask(task, List.of(4), 0)).isNotEqualTo(mask);
        assertThat(mask(otherSeed, List.of(3), 0)).isNotEqualTo(mask);
        float kept = (float) (1 / (1 - RATE));
        long dropped = IntStream.range(0, 1280).filter(i -> mask[i] == 0).count();
        assertThat(IntStream.range(0, 1280).allMatch(i -> mask[i] == 0 || mask[i] == kept))
                .isTrue();
        double fourDeviations = 4 * Math.sqrt(1280 * RATE * (1 - RATE));
        assertThat((double) dropped).isCloseTo(1280 * RATE, within(fourDeviations));
    }
}
