package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.FormulaNetworks;
import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.NormMode;
import io.github.tlmaven.zoo.Pass;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import io.github.tlmaven.zoo.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three steps of SGD in training mode, without dropout and stochastic depth, against torchvision and torch.optim. */
@Tag("engine")
class TrainingGoldenTest {

    /** Relative, as the golden values' README asks. */
    private static final double TOLERANCE = 1e-3;

    /**
     * Of the largest gradient, on top: the exact gradient of a bias between convolution and batch norm is 0, and what
     * both sides have instead is the rounding (2⁻²⁴) of their sums.
     */
    private static final double ROUNDING = 1e-6;

    /**
     * MobileNetV2 on these numbers amplifies rounding: PyTorch itself in float32 and in float64 differs by 0.5 % in
     * gradients of the first step, by 7 % in the third loss and by 2 % in parameters after it. Only its first loss can be
     * held to {@link #TOLERANCE}; what follows is held to a few times those figures.
     */
    private static final String CHAOTIC = "mobilenet_v2";

    private static final double CHAOTIC_GRADIENTS = 0.06;
    private static final double CHAOTIC_LATER = 0.2;

    private static final int CLASSES = 10;
    private static final int STEPS = 3;

    private static Map<String, @Nullable Object> document() {
        return Golden.json("training.json");
    }

    static Stream<String> names() {
        return GoldenValues.object(document(), "training").keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void lossesAndNormsAreTorchs(String name) {
        Map<String, @Nullable Object> document = document();
        Map<String, @Nullable Object> golden = GoldenValues.object(GoldenValues.object(document, "training"), name);
        Formula formula = Formula.of(document);
        Architecture architecture = Architectures.of(name, Head.of(CLASSES));
        OptimizerSpec.Sgd spec = new OptimizerSpec.Sgd(
                GoldenValues.number(golden, "lr"),
                GoldenValues.number(golden, "momentum"),
                GoldenValues.number(golden, "weightDecay"));
        double[] losses = GoldenValues.numbers(golden, "losses");
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                StateDict tensors =
                        FormulaNetworks.fill(session, architecture, formula, GoldenValues.number(golden, "bnScale"));
                Optimizer optimizer = new OptimizerState(session.newManager()).optimizer(spec)) {
            for (int i = 0; i < STEPS; i++) {
                try (NDManager manager = session.newManager()) {
                    Step step = Autograd.recording(() -> gradients(architecture, tensors, golden, manager));
                    assertThat(step.loss())
                            .as("loss of step %d", i + 1)
                            .isCloseTo(losses[i], within(losses[i] * (i == 0 ? TOLERANCE : later(name))));
                    if (i == 0) {
                        assertGradients(name, step.gradients(), GoldenValues.object(golden, "gradientNormsStep1"));
                    }
                    step.gradients()
                            .forEach((parameter, gradient) -> optimizer.update(
                                    parameter, tensors.tensor(parameter), gradient, spec.learningRate(), true));
                }
            }
            assertNorms(name, tensors, GoldenValues.object(golden, "parameterNormsAfter"));
            assertNorms(name, tensors, GoldenValues.object(golden, "bufferNormsAfter"));
        }
    }

    private record Step(Map<String, NDArray> gradients, double loss) {}

    private static Step gradients(
            Architecture architecture, StateDict tensors, Map<String, @Nullable Object> golden, NDManager manager) {
        Map<String, NDArray> leaves = new LinkedHashMap<>();
        architecture.tensors().stream()
                .filter(spec -> spec.role().isParameter())
                .map(TensorSpec::name)
                .forEach(name -> leaves.put(name, Autograd.leaf(tensors.tensor(name), manager)));
        Tensors mixed = tensors.under(leaves);
        Pass pass = new Pass(mixed, NormMode.TRAIN, Map.of(), Optional.empty());
        int[] labels = Arrays.stream(GoldenValues.numbers(golden, "labels"))
                .mapToInt(label -> (int) label)
                .toArray();
        NDArray input = batch(golden, manager);
        NDArray logits = architecture.forward(input, 0, architecture.stages().size(), pass);
        Loss.Result loss = CrossEntropy.PLAIN.evaluate(logits.toFloatArray(), labels, 1.0 / labels.length);
        Autograd.backward(logits, Autograd.owned(manager.create(loss.gradient(), logits.getShape())));
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        leaves.forEach((name, leaf) -> gradients.put(name, Autograd.gradient(leaf, manager)));
        return new Step(gradients, loss.sum() / labels.length);
    }

    private static NDArray batch(Map<String, @Nullable Object> golden, NDManager manager) {
        long[] dimensions = Arrays.stream(GoldenValues.numbers(golden, "batch"))
                .mapToLong(value -> (long) value)
                .toArray();
        Shape shape = new Shape(dimensions);
        float[] values = Formula.of(document()).signed("batch", Math.toIntExact(shape.size()));
        return Autograd.owned(manager.create(values, shape));
    }

    private static double later(String network) {
        return network.equals(CHAOTIC) ? CHAOTIC_LATER : TOLERANCE;
    }

    private static void assertGradients(
            String network, Map<String, NDArray> gradients, Map<String, @Nullable Object> norms) {
        assertThat(gradients.keySet()).isEqualTo(norms.keySet());
        double relative = network.equals(CHAOTIC) ? CHAOTIC_GRADIENTS : TOLERANCE;
        double rounding = ROUNDING
                * norms.keySet().stream()
                        .mapToDouble(name -> GoldenValues.number(norms, name))
                        .max()
                        .orElseThrow();
        gradients.forEach((name, gradient) -> {
            double expected = GoldenValues.number(norms, name);
            assertThat(norm(gradient))
                    .as("gradient of %s", name)
                    .isCloseTo(expected, within(relative * expected + rounding));
        });
    }

    private static void assertNorms(String network, StateDict tensors, Map<String, @Nullable Object> norms) {
        assertThat(norms).isNotEmpty();
        for (String name : norms.keySet()) {
            double expected = GoldenValues.number(norms, name);
            assertThat(norm(tensors.tensor(name))).as(name).isCloseTo(expected, within(later(network) * expected));
        }
    }

    private static double norm(NDArray array) {
        double squares = 0;
        for (float value : array.toFloatArray()) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
