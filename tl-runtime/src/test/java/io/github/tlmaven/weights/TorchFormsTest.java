package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.WeightsException;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rarer forms of a checkpoint. torch wrote the files ({@code make.py} beside them); their values are formulas. */
class TorchFormsTest {

    private static Path file(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(TorchFormsTest.class.getResource("/weights/torch/" + name))
                .toURI());
    }

    private static float[] read(WeightsFile file, String name) {
        FloatBuffer values = FloatBuffer.allocate((int) file.tensor(name).elements());
        file.read(name, 0, values);
        return values.array();
    }

    @Test
    void whatTrainingProgramsKeepBesideAStateDictIsPassedOver() throws Exception {
        try (WeightsFile file = WeightsFiles.open(file("beside.pth"))) {
            assertThat(file.names()).containsExactly("marked");
            assertThat(read(file, "marked")).containsExactly(1, -2);
        }
    }

    @Test
    void aPickleOfProtocolFourIsRead() throws Exception {
        try (WeightsFile file = WeightsFiles.open(file("protocol-4.pth"))) {
            assertThat(read(file, "a")).containsExactly(0, 1, 2);
        }
    }

    @Test
    void viewsOfASharedStorageInTheOldFormatAreRead() throws Exception {
        try (WeightsFile file = WeightsFiles.open(file("legacy-views.pth"))) {
            assertThat(file.tensor("transposed").shape().getShape()).containsExactly(6, 4);
            assertThat(read(file, "transposed")).startsWith(0, 6, 12, 18, 1).endsWith(23);
            assertThat(read(file, "column")).containsExactly(3, 9, 15, 21);
            assertThat(read(file, "half")).containsExactly(0.5f, 2);
        }
    }

    @Test
    void aTensorThatLiesChannelsLastIsReadInRowMajorOrder() throws Exception {
        try (WeightsFile file = WeightsFiles.open(file("legacy-views.pth"))) {
            float[] rising = new float[24];
            IntStream.range(0, rising.length).forEach(i -> rising[i] = i);
            assertThat(read(file, "channels_last")).isEqualTo(rising);
            FloatBuffer middle = FloatBuffer.allocate(5);
            file.read("channels_last", 11, middle);
            assertThat(middle.array()).containsExactly(11, 12, 13, 14, 15);
        }
    }

    @Test
    void parametersFromBeforeTorchFourTenthsAreRead() throws Exception {
        try (WeightsFile file = WeightsFiles.open(file("parameters-0.3.pth"))) {
            assertThat(file.names()).containsExactly("with-tensor", "filled-later", "tied");
            assertThat(read(file, "with-tensor")).containsExactly(0, 2, 4);
            assertThat(read(file, "filled-later")).containsExactly(1, 3, 5);
            assertThat(read(file, "tied")).containsExactly(1, 3, 5);
        }
    }

    @Test
    void aParameterThatNeverGotATensorIsNamed() {
        byte[] content = new RawZip()
                .pickle(new RawPickle()
                        .op('}')
                        .text("a")
                        .tensor("0", 1, 0, new long[] {1}, new long[] {1})
                        .op('s')
                        .text("b")
                        .global("torch.nn.parameter", "Parameter")
                        .op(')')
                        .op(0x81)
                        .op('s')
                        .end())
                .floats("0", 1)
                .bytes();
        assertThatThrownBy(() -> RawZip.open(content)).hasMessageContaining("'b': a parameter without a tensor");
    }

    @Test
    void theDigestIsThatOfTheWholeFile() throws Exception {
        try (WeightsFile file = WeightsFiles.open(file("beside.pth"))) {
            assertThat(file.digest()).isEqualTo(Sha256.of(file("beside.pth")));
        }
    }

    /** As torch from 2.1 on writes a uint16 tensor: an untyped storage counted in bytes, and the type as an argument. */
    private static RawPickle untyped(String type) {
        return new RawPickle()
                .op('}')
                .text("a")
                .global("torch._utils", "_rebuild_tensor_v3")
                .op('(')
                .op('(')
                .text("storage")
                .global("torch.storage", "UntypedStorage")
                .text("0")
                .text("cpu")
                .number(4)
                .op('t')
                .op('Q')
                .number(0)
                .numbers(2)
                .numbers(1)
                .op(0x89)
                .emptyOrderedDict()
                .global("torch", type)
                .op('t')
                .op('R')
                .op('s');
    }

    @Test
    void aTensorThatStatesItsTypeItselfIsRead() {
        byte[] content = new RawZip()
                .pickle(untyped("uint16").end())
                .entry("data/0", (byte) 1, (byte) 0, (byte) -1, (byte) -1)
                .bytes();
        try (WeightsFile file = RawZip.open(content)) {
            assertThat(read(file, "a")).containsExactly(1, 65535);
        }
    }

    @Test
    void aTypeThatIsNotReadIsNamed() {
        byte[] content = new RawZip()
                .pickle(untyped("float8_e4m3fn").end())
                .entry("data/0", new byte[4])
                .bytes();
        assertThatThrownBy(() -> RawZip.open(content))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("names torch.float8_e4m3fn");
    }
}
