package io.github.tlmaven.engine;

import ai.djl.Device;
import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.spec.DeviceRequest;

/** Turns a device request into a device. Pure, so that it can be tested where no GPU is. */
final class Devices {

    private Devices() {}

    /**
     * The device of a request.
     *
     * @param gpus    how many GPUs the engine sees
     * @param version the engine's version, for the message
     * @throws ConfigurationException if the request names a GPU that is not there: never a silent run on the CPU
     */
    static Device choose(DeviceRequest request, int gpus, String version) {
        if (request instanceof DeviceRequest.Gpu gpu) {
            if (gpu.index() >= gpus) {
                throw absent(gpu, gpus, version);
            }
            return Device.gpu(gpu.index());
        }
        boolean useGpu = request instanceof DeviceRequest.Auto && gpus > 0;
        return useGpu ? Device.gpu(0) : Device.cpu();
    }

    private static ConfigurationException absent(DeviceRequest.Gpu gpu, int gpus, String version) {
        String found = gpus == 0 ? "found no GPU" : "found GPUs 0 to " + (gpus - 1);
        return new ConfigurationException(
                "<device> asks for " + gpu.text() + ", but PyTorch " + version + " " + found + " on this machine.",
                gpus == 0
                        ? "install NVIDIA's driver and CUDA runtime, and a CUDA build of PyTorch " + version
                                + " whose lib folder is named by PYTORCH_LIBRARY_PATH, with PYTORCH_VERSION and"
                                + " PYTORCH_FLAVOR set (docs/gpu.md); or set <device>cpu</device>."
                        : "name one of the GPUs that were found, or set <device>auto</device>.");
    }
}
