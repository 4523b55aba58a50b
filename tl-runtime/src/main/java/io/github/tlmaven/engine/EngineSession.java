package io.github.tlmaven.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.spec.DeviceRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The engine of this process, on one device. Starting it sets the process-wide state that decides bits: one intra-op
 * thread and no gradients unless asked for. Parallelism comes from {@link Workers}, never from inside an operation, so
 * that results do not depend on the number of cores.
 */
public final class EngineSession implements AutoCloseable {

    /** Names in {@link #environment} whose values a stored result must agree in to be used again. */
    public static final List<String> DECISIVE = List.of("pytorch", "device", "instruction_set", "convolutions");

    private static final String ENGINE = "PyTorch";
    private static final int INTRA_OP_THREADS = 1;

    private final Engine engine;
    private final Device device;
    private final DeviceRequest request;
    private final NDManager root;

    private EngineSession(Engine engine, Device device, DeviceRequest request) {
        this.engine = engine;
        this.device = device;
        this.request = request;
        this.root = engine.newBaseManager(device);
    }

    /**
     * Loads the natives and chooses the device.
     *
     * @throws ConfigurationException if a GPU is asked for that is not there, or if the natives cannot be loaded
     */
    public static EngineSession open(DeviceRequest request) {
        Engine engine;
        try {
            engine = Engine.getEngine(ENGINE);
        } catch (EngineException e) {
            throw new ConfigurationException(
                    "The PyTorch natives cannot be loaded on " + platform() + ": " + rootMessage(e),
                    "use a platform that PyTorch has natives for (Linux x86_64 or aarch64, macOS aarch64, "
                            + "Windows x86_64), or point PYTORCH_LIBRARY_PATH to an installation of your own.",
                    e);
        }
        Device device = Devices.choose(request, engine.getGpuCount(), engine.getVersion());
        JniUtils.setNumThreads(INTRA_OP_THREADS);
        JniUtils.setGradMode(false);
        Operators.prepareThread();
        return new EngineSession(engine, device, request);
    }

    private static String platform() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    private static String rootMessage(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** A manager for arrays of one task; the caller closes it. */
    public NDManager newManager() {
        return root.newSubManager();
    }

    /** What this process computes on. */
    public Device device() {
        return device;
    }

    /** {@code cpu} or {@code gpu:N}: what stands in {@code run.json} and in the report. */
    public String deviceName() {
        return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    }

    /** What the user asked for. */
    public DeviceRequest request() {
        return request;
    }

    /** Starts workers: as many as asked for on the CPU, one on a GPU, which is parallel by itself. */
    public Workers newWorkers(int threads) {
        return new Workers(device.isGpu() ? 1 : threads);
    }

    /** Versions and platform, sorted by name: everything beside the configuration that bits may depend on. */
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("djl", Engine.getDjlVersion());
        environment.put("pytorch", engine.getVersion());
        environment.put("device", deviceName());
        environment.put("java", System.getProperty("java.version"));
        environment.put("os", System.getProperty("os.name"));
        environment.put("arch", System.getProperty("os.arch"));
        environment.put("instruction_set", InstructionSet.current());
        environment.put("convolutions", PackedConvolution.isSupported(device) ? "packed" : "ordinary");
        environment.put("intra_op_threads", String.valueOf(INTRA_OP_THREADS));
        return environment;
    }

    @Override
    public void close() {
        root.close();
    }
}
