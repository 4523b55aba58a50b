package io.github.tlmaven.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Methods of a TorchScript module of this library. Any number of threads may call them; it is kept as long as the process
 * runs.
 */
final class ScriptModule {

    private static final String METHOD_PREFIX = "module_method:";

    private final NDManager manager;
    private final PtSymbolBlock block;
    private final Map<String, NDArray> names = new ConcurrentHashMap<>();

    private ScriptModule(NDManager manager, PtSymbolBlock block) {
        this.manager = manager;
        this.block = block;
    }

    /**
     * Loads a module on the CPU.
     *
     * @param resource beside this class
     * @throws ai.djl.engine.EngineException if this build of PyTorch does not know one of its operators
     */
    static ScriptModule load(String resource) {
        PtNDManager manager = (PtNDManager) Engine.getInstance().newBaseManager(Device.cpu());
        boolean loaded = false;
        try (InputStream in = ScriptModule.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in this library");
            }
            PtSymbolBlock block = JniUtils.loadModule(manager, in, true, false);
            loaded = true;
            return new ScriptModule(manager, block);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        } finally {
            if (!loaded) {
                manager.close();
            }
        }
    }

    /** Calls a method as training does: its result may be changed in place, and is recorded where gradients are. */
    NDArray run(String method, NDArray... arguments) {
        NDList inputs = new NDList(arguments);
        inputs.add(names.computeIfAbsent(method, this::name));
        return IValueUtils.forward(block, inputs, true).singletonOrThrow();
    }

    /** Calls a method that changes its argument. */
    void runInPlace(String method, NDArray argument) {
        try (IValue input = IValue.from((PtNDArray) argument)) {
            IValueUtils.runMethod(block, method, input).close(); // another name of the same memory
        }
    }

    /** DJL takes a method's name from an array that stands behind the arguments. */
    private NDArray name(String method) {
        NDArray name = manager.zeros(new Shape());
        name.setName(METHOD_PREFIX + method);
        return name;
    }

    /** Numbers as an array of the engine's own, which lives as long as the module or until it is closed. */
    NDArray longs(long... values) {
        return Autograd.owned(manager.create(values));
    }
}
