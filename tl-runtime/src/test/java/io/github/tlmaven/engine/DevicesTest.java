package io.github.tlmaven.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.spec.DeviceRequest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DevicesTest {

    private static final String VERSION = "2.7.1";

    @Test
    void autoIsTheCpuWithoutAGpuAndTheFirstGpuWithOne() {
        assertThat(Devices.choose(new DeviceRequest.Auto(), 0, VERSION)).isEqualTo(Device.cpu());
        assertThat(Devices.choose(new DeviceRequest.Auto(), 2, VERSION)).isEqualTo(Device.gpu(0));
    }

    @Test
    void cpuIsTheCpuEvenBesideAGpu() {
        assertThat(Devices.choose(new DeviceRequest.Cpu(), 2, VERSION)).isEqualTo(Device.cpu());
    }

    @Test
    void gpuThatIsThereIsUsed() {
        assertThat(Devices.choose(new DeviceRequest.Gpu(1), 2, VERSION)).isEqualTo(Device.gpu(1));
    }

    @Test
    void gpuWhereThereIsNoneSaysWhatWasFoundAndWhatToInstall() {
        assertThatThrownBy(() -> Devices.choose(new DeviceRequest.Gpu(0), 0, VERSION))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("<device> asks for gpu, but PyTorch 2.7.1 found no GPU")
                .hasMessageContaining("install NVIDIA's driver and CUDA runtime")
                .hasMessageContaining("<device>cpu</device>");
    }

    @Test
    void numberBehindTheLastGpuSaysWhichThereAre() {
        assertThatThrownBy(() -> Devices.choose(new DeviceRequest.Gpu(1), 1, VERSION))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("asks for gpu:1")
                .hasMessageContaining("found GPUs 0 to 0");
    }

    @Test
    @Tag("engine")
    void sessionOnAnAbsentGpuIsAnErrorRatherThanARunOnTheCpu() {
        int gpus = Engine.getEngine("PyTorch").getGpuCount();
        Assumptions.assumeTrue(gpus == 0, "skipped: this machine has a GPU");
        assertThatThrownBy(() -> EngineSession.open(new DeviceRequest.Gpu(0)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("found no GPU");
    }
}
