package io.github.tlmaven.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A convolution of fixed numbers: its weight lies as the processor's kernels read it, and the activation takes no pass of
 * its own. An ordinary convolution arranges its weight anew in every call. Nothing is recorded for gradients.
 *
 * <p>These are oneDNN's operators, which PyTorch's own compiler uses; {@code src/operators} makes the TorchScript module
 * that calls them. Any number of threads may use one convolution.
 */
public final class PackedConvolution implements AutoCloseable {

    private static final String RESOURCE = "convolutions.pt";
    private static final String METHOD_PREFIX = "module_method:";

    private final Module module;
    private final Fused activation;
    private final NDArray weight;
    private final NDArray bias;
    private final NDArray form;

    /** What may be done to each output before it is written. These give the bits of an operation of its own. */
    public enum Fused {
        /** Nothing. */
        NONE("none"),
        /** max(x, 0). */
        RELU("relu"),
        /** min(max(x, 0), 6). */
        RELU6("relu6");

        private final String method;

        Fused(String method) {
            this.method = method;
        }
    }

    /**
     * How the kernel moves.
     *
     * @param padding usual zeros on every side; the layout is chosen for it, and any other can be asked for
     * @param stride  in both directions
     * @param groups  parts of the channels that do not see each other
     */
    public record Form(int padding, int stride, int groups) {}

    private PackedConvolution(Module module, Fused activation, NDArray weight, NDArray bias, Form form) {
        this.module = module;
        this.activation = activation;
        this.bias = bias.duplicate();
        this.form = module.longs(form.stride(), form.stride(), form.groups());
        this.weight = module.run("packed", weight, module.zeros(new Shape(form.padding(), form.padding())), this.form);
    }

    /**
     * Packs a weight.
     *
     * @param weight O×I×H×W; copied
     * @param bias   O; copied
     * @return empty where these kernels do not exist: on a GPU, and in builds of PyTorch without oneDNN
     */
    public static Optional<PackedConvolution> of(NDArray weight, NDArray bias, Form form, Fused activation) {
        return weight.getDevice().isGpu()
                ? Optional.empty()
                : Module.LOADED.map(module -> new PackedConvolution(module, activation, weight, bias, form));
    }

    /**
     * Convolves and applies the activation.
     *
     * @param input N×I×H×W, channels-last
     * @param zeros around it, above and below, left and right
     * @return attached to the input's manager; the caller closes it
     */
    public NDArray apply(NDArray input, Shape zeros) {
        return module.run(activation.method, input, weight, bias, module.zeros(zeros), form);
    }

    @Override
    public void close() {
        weight.close();
        bias.close();
        form.close();
    }

    /**
     * The module's methods. They take arrays alone; DJL runs methods with other arguments in PyTorch's inference mode only,
     * and what comes from there may not be changed in place.
     */
    private static final class Module {

        /** Made with the first use, and kept as long as the process runs. */
        private static final Optional<Module> LOADED = load();

        private final NDManager manager;
        private final PtSymbolBlock block;
        private final Map<String, NDArray> names = new ConcurrentHashMap<>();
        private final Map<Shape, NDArray> zeros = new ConcurrentHashMap<>();

        private Module(NDManager manager, PtSymbolBlock block) {
            this.manager = manager;
            this.block = block;
        }

        private static Optional<Module> load() {
            PtNDManager manager = (PtNDManager) Engine.getInstance().newBaseManager(Device.cpu());
            try (InputStream in = PackedConvolution.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(RESOURCE + " is not in this library");
                }
                return Optional.of(new Module(manager, JniUtils.loadModule(manager, in, true, false)));
            } catch (EngineException e) {
                manager.close(); // this build of PyTorch does not know the operators
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(RESOURCE, e);
            }
        }

        NDArray run(String method, NDArray... arguments) {
            NDList inputs = new NDList(arguments);
            inputs.add(names.computeIfAbsent(method, this::name));
            return IValueUtils.forward(block, inputs, true).singletonOrThrow();
        }

        /** DJL takes a method's name from an array that stands behind the arguments. */
        private NDArray name(String method) {
            NDArray name = manager.zeros(new Shape());
            name.setName(METHOD_PREFIX + method);
            return name;
        }

        /** The few paddings that there are, as arrays. */
        NDArray zeros(Shape sides) {
            return zeros.computeIfAbsent(sides, shape -> longs(shape.getShape()));
        }

        NDArray longs(long... values) {
            return Autograd.owned(manager.create(values));
        }
    }
}
