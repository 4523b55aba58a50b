package io.github.tlmaven.weights.torchscript;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tlmaven.failure.Excerpt;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.FrozenBackbone;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.Layer;
import io.github.tlmaven.zoo.Pass;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A TorchScript network as a fixed function from pictures to features, in evaluation mode and without gradients. Any
 * number of threads may use it at the same time. Its features are what its exported method {@value #FEATURES} gives,
 * and the output of {@value #FORWARD} where there is no such method; a map N×C×H×W is averaged over H and W.
 */
public final class TorchScriptNetwork implements AutoCloseable {

    /** The method that gives features, if the network exports it. */
    public static final String FEATURES = "features";

    /** The method of every network. */
    public static final String FORWARD = "forward";

    /** Raised whenever the code that runs a network changes a bit of its features. */
    private static final String COMPUTATION = "torchscript-1";

    private static final int MAP_DIMENSIONS = 4;
    private static final int ROW_DIMENSIONS = 2;

    private final TorchScriptArchive archive;
    private final NDManager manager;
    private final PtSymbolBlock module;
    private final String method;
    private int featureWidth;

    private TorchScriptNetwork(TorchScriptArchive archive, NDManager manager, PtSymbolBlock module, String method) {
        this.archive = archive;
        this.manager = manager;
        this.module = module;
        this.method = method;
    }

    /**
     * Loads a network, and runs it on made-up pictures to see what it gives.
     *
     * @param pictures shape of the batches that it is for: (N, 3, H, W), with the N that features are computed in
     * @param owner    its device is the network's; closed with the network, and here if this fails
     * @throws WeightsException if it cannot be loaded, cannot compute such batches, gives no finite N×C or N×C×H×W, or
     *                          if a picture's features depend on its batch or change from pass to pass
     */
    public static TorchScriptNetwork open(TorchScriptArchive archive, Shape pictures, NDManager owner) {
        boolean whole = false;
        try {
            requireDevice(archive, owner);
            PtSymbolBlock module = load(archive, owner);
            TorchScriptNetwork network = new TorchScriptNetwork(archive, owner, module, method(archive, module));
            network.featureWidth = new FeatureProbe(network, pictures).featureWidth();
            whole = true;
            return network;
        } finally {
            if (!whole) {
                owner.close();
            }
        }
    }

    private static void requireDevice(TorchScriptArchive archive, NDManager owner) {
        List<String> others = archive.devices().stream()
                .filter(name -> !name.startsWith("cpu"))
                .sorted()
                .toList();
        if (!owner.getDevice().isGpu() && !others.isEmpty()) {
            throw new WeightsException(
                    "The code of the TorchScript file " + archive.file() + " names "
                            + Excerpt.line(String.join(", ", others)) + ", but this process computes on the CPU.",
                    "move the network and its example input to the CPU before tracing it.");
        }
    }

    private static PtSymbolBlock load(TorchScriptArchive archive, NDManager owner) {
        String[] noExtraFiles = {};
        try {
            // tensors saved on a GPU are mapped to the owner's device; DJL's native part calls eval()
            return JniUtils.loadModule((PtNDManager) owner, archive.file(), true, noExtraFiles, noExtraFiles, false);
        } catch (EngineException e) {
            throw new WeightsException(
                    "The TorchScript file " + archive.file() + " cannot be loaded: " + cause(e),
                    "export the network again with a torch of version 2.7 or before.",
                    e);
        }
    }

    private static String method(TorchScriptArchive archive, PtSymbolBlock module) {
        List<String> methods = Arrays.asList(JniUtils.getMethodNames(module));
        if (methods.contains(FEATURES)) {
            return FEATURES;
        }
        if (!methods.contains(FORWARD)) {
            throw new WeightsException(
                    "The TorchScript file " + archive.file() + " has no method " + FEATURES + " or " + FORWARD
                            + ", only: " + Excerpt.line(String.join(", ", methods)),
                    "export one of the two (@torch.jit.export makes a method part of the file).");
        }
        return FORWARD;
    }

    /** Where the network comes from. */
    public TorchScriptArchive archive() {
        return archive;
    }

    /** The method that is called. */
    public String method() {
        return method;
    }

    /** Values in a picture's features. */
    public int featureWidth() {
        return featureWidth;
    }

    /** Everything that tells this function from another: stored features are kept under it. */
    public String name() {
        return COMPUTATION + " " + archive.digest() + " " + method;
    }

    /** The network with a head on its features; of use while this is open. */
    public Architecture architecture(Head head) {
        return FrozenBackbone.withHead(name(), new Backbone(this), featureWidth, head);
    }

    /** This function as a stage. */
    private record Backbone(TorchScriptNetwork network) implements Layer {
        @Override
        public List<TensorSpec> tensors() {
            return List.of();
        }

        @Override
        public NDArray forward(NDArray input, Pass pass) {
            return network.features(input);
        }
    }

    /**
     * Features of pictures.
     *
     * @param pictures N×C×H×W, of the shape that the network was opened for
     * @return N×{@link #featureWidth}, float32, attached to the pictures' manager; the caller closes it
     */
    public NDArray features(NDArray pictures) {
        try (NDArray output = call(method, pictures)) {
            return switch (output.getShape().dimension()) {
                case MAP_DIMENSIONS -> Pool.globalAvgPool2d(output);
                case ROW_DIMENSIONS -> output.duplicate();
                default ->
                    throw new WeightsException(
                            "The method " + method + " of the TorchScript file " + archive.file() + " gives "
                                    + output.getShape() + " for " + pictures.getShape()
                                    + ", expected N×C or N×C×H×W.",
                            "export a method " + FEATURES + " that gives one row of numbers for each picture.");
            };
        }
    }

    /**
     * What a method gives for pictures.
     *
     * @throws EngineException if the network cannot compute it
     */
    NDArray call(String name, NDArray pictures) {
        // a setting of the thread; with it on, later passes may run other operations than the first ones
        JniUtils.setGraphExecutorOptimize(false);
        try (NDArray dense = dense(pictures);
                IValue input = IValue.from((PtNDArray) dense);
                IValue output = IValueUtils.runMethod(module, name, input)) {
            if (!output.isTensor()) {
                throw new WeightsException(
                        "The method " + name + " of the TorchScript file " + archive.file() + " gives "
                                + output.getType().toLowerCase(Locale.ROOT) + ", expected one tensor.",
                        "export a method " + FEATURES + " that gives one tensor, a row for each picture.");
            }
            try (PtNDArray tensor = output.toTensor((PtNDManager) pictures.getManager())) {
                // asked for by number: DJL ends the process when it is asked for the type of a bfloat16 array
                return JniUtils.to(tensor, DataType.FLOAT32, manager.getDevice());
            }
        }
    }

    /** A copy in row-major order: what networks are traced with, and theirs to write into. */
    private static NDArray dense(NDArray pictures) {
        try (NDArray flat = pictures.flatten();
                NDArray rows = flat.reshape(pictures.getShape())) {
            return rows.duplicate();
        }
    }

    /** For arrays of one computation on the network's device; the caller closes it. */
    NDManager newManager() {
        return manager.newSubManager();
    }

    /** The line of the engine's message that says what went wrong; the rest is its own stack. */
    static String cause(EngineException thrown) {
        List<String> lines = String.valueOf(thrown.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.stream()
                .filter(line -> line.contains("Error: "))
                .reduce((first, last) -> last)
                .orElse(lines.isEmpty() ? String.valueOf(thrown) : lines.get(0));
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }
}
