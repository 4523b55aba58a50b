package io.github.tlmaven.engine;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A convolution of fixed numbers: its weight lies as the processor's kernels read it, where an ordinary convolution
 * arranges it anew in every call. Nothing is recorded for gradients.
 *
 * <p>These are oneDNN's operators, which PyTorch's own compiler uses; {@code src/operators} makes the TorchScript module
 * that calls them. Any number of threads may use one convolution.
 */
public final class PackedConvolution implements AutoCloseable {

    private static final String RESOURCE = "convolutions.pt";

    private final ScriptModule module;
    private final Arrays arrays;

    /**
     * How the kernel moves.
     *
     * @param padding usual zeros on every side; the layout is chosen for it, and any other can be asked for
     * @param stride  in both directions
     * @param groups  parts of the channels that do not see each other
     */
    public record Form(int padding, int stride, int groups) {
        /** Checks the ranges. */
        public Form {
            if (padding < 0 || stride < 1 || groups < 1) {
                throw new IllegalArgumentException(
                        "padding " + padding + ", stride " + stride + ", groups " + groups + " make no convolution");
            }
        }
    }

    private PackedConvolution(ScriptModule module, Arrays arrays) {
        this.module = module;
        this.arrays = arrays;
    }

    /** What the kernel reads beside its input. */
    private record Arrays(NDArray weight, NDArray bias, NDArray form) implements AutoCloseable {
        @Override
        public void close() {
            weight.close();
            bias.close();
            form.close();
        }
    }

    /** Whether a device has these kernels, whose bits may differ from those of the ordinary ones. */
    static boolean isSupported(Device device) {
        return !device.isGpu() && Module.LOADED.isPresent();
    }

    /**
     * Packs a weight.
     *
     * @param weight O×I×H×W; copied
     * @param bias   O; copied
     * @return empty where these kernels do not exist: on a GPU, and in builds of PyTorch without oneDNN
     */
    public static Optional<PackedConvolution> of(NDArray weight, NDArray bias, Form form) {
        return isSupported(weight.getDevice())
                ? Module.LOADED.map(module -> new PackedConvolution(module, packed(module, weight, bias, form)))
                : Optional.empty();
    }

    private static Arrays packed(ScriptModule module, NDArray weight, NDArray bias, Form form) {
        NDArray numbers = module.longs(form.stride(), form.stride(), form.groups());
        try {
            NDArray packed =
                    module.run("packed", weight, zeros(module, new Shape(form.padding(), form.padding())), numbers);
            return new Arrays(packed, bias.duplicate(), numbers);
        } catch (EngineException e) {
            numbers.close();
            throw e;
        }
    }

    private static NDArray zeros(ScriptModule module, Shape sides) {
        return Module.ZEROS.computeIfAbsent(sides, shape -> module.longs(shape.getShape()));
    }

    /**
     * Convolves.
     *
     * @param input N×I×H×W, channels-last
     * @param zeros around it, above and below, left and right
     * @return attached to the input's manager; the caller closes it
     */
    public NDArray apply(NDArray input, Shape zeros) {
        return module.run("convolve", input, arrays.weight(), arrays.bias(), zeros(module, zeros), arrays.form());
    }

    @Override
    public void close() {
        arrays.close();
    }

    /** Loaded with the first use. */
    private static final class Module {

        private static final Optional<ScriptModule> LOADED = load();

        /** The few paddings that there are, as arrays. */
        private static final Map<Shape, NDArray> ZEROS = new ConcurrentHashMap<>();

        private static Optional<ScriptModule> load() {
            try {
                return Optional.of(ScriptModule.load(RESOURCE));
            } catch (EngineException e) {
                return Optional.empty(); // this build of PyTorch does not know the operators
            }
        }
    }
}
