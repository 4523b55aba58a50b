package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.Golden;
import io.github.tlmaven.failure.WeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors that lie where they should not, and files whose bytes were changed. */
class MalformedCheckpointTest {

    private static final float[] SIX = {0, 1, 2, 3, 4, 5};

    /** Elements of a tensor that a changed file may claim and this test still reads. */
    private static final int READ_AT_MOST = 1 << 16;

    private static AbstractThrowableAssert<?, ?> opening(RawPickle root) {
        return opening(new RawZip().pickle(root.end()).floats("0", SIX).bytes());
    }

    private static AbstractThrowableAssert<?, ?> opening(byte[] content) {
        return assertThatThrownBy(() -> RawZip.open(content))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("model.pth")
                .hasMessageContaining("To fix: ");
    }

    private static RawPickle tensor(long count, long offset, long[] size, long[] stride) {
        return new RawPickle()
                .op('}')
                .text("a")
                .tensor("0", count, offset, size, stride)
                .op('s');
    }

    private static long[] of(long... numbers) {
        return numbers;
    }

    @Test
    void theFileThatTheOthersAreMadeFromIsWellFormed() {
        byte[] content = new RawZip()
                .pickle(tensor(6, 1, of(2, 2), of(1, 2)).end())
                .floats("0", SIX)
                .bytes();
        try (WeightsFile file = RawZip.open(content)) {
            FloatBuffer read = FloatBuffer.allocate(4);
            file.read("a", 0, read);
            assertThat(read.array()).containsExactly(1, 3, 2, 4);
        }
    }

    @Test
    void bytesInBigEndianOrderAreRead() {
        byte[] one = ByteBuffer.allocate(Float.BYTES).putFloat(1.5f).array();
        byte[] content = new RawZip()
                .pickle(tensor(1, 0, of(), of()).end())
                .entry("data/0", one)
                .entry("byteorder", (byte) 'b', (byte) 'i', (byte) 'g')
                .bytes();
        try (WeightsFile file = RawZip.open(content)) {
            FloatBuffer read = FloatBuffer.allocate(1);
            file.read("a", 0, read);
            assertThat(read.get(0)).isEqualTo(1.5f);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 6, 1", "0, 4, 2", "6, 1, 1", "5, 2, 1", "0, 2, 6"})
    void aTensorBeyondItsStorageIsNamed(long offset, long size, long stride) {
        opening(tensor(6, offset, of(size), of(stride)))
                .hasMessageContaining("'a': (" + size + ")")
                .hasMessageContaining("of storage '0', which has 24");
    }

    @ParameterizedTest
    @CsvSource({
        "4611686018427387904, 1, 1",
        "0, 4611686018427387904, 4",
        "0, 9223372036854775807, 9223372036854775807",
        "9223372036854775807, 1, 1"
    })
    void placesThatOverflowAreRefused(long offset, long size, long stride) {
        opening(tensor(6, offset, of(size), of(stride))).hasMessageContaining("64 bits");
    }

    @Test
    void anElementRepeatedWithoutEndTakesNoMemory() {
        byte[] content = new RawZip()
                .pickle(tensor(6, 0, of(1L << 40), of(0)).end())
                .floats("0", SIX)
                .bytes();
        try (WeightsFile file = RawZip.open(content)) {
            assertThat(file.tensor("a").elements()).isEqualTo(1L << 40);
        }
    }

    @Test
    void aNegativeStrideIsRefused() {
        opening(tensor(6, 5, of(2), of(-1))).hasMessageContaining("stride holds -1");
    }

    @Test
    void aNegativeSizeIsRefused() {
        opening(tensor(6, 0, of(-2), of(1))).hasMessageContaining("size holds -2");
    }

    @Test
    void moreStridesThanDimensionsAreRefused() {
        opening(tensor(6, 0, of(2), of(1, 1))).hasMessageContaining("1 dimensions has 2 strides");
    }

    @Test
    void aStorageOfAnotherLengthIsRefused() {
        opening(tensor(7, 0, of(2), of(1))).hasMessageContaining("has 24 bytes, expected 28");
    }

    @Test
    void aStorageThatIsNotThereIsNamed() {
        opening(new RawPickle()
                        .op('}')
                        .text("a")
                        .tensor("9", 6, 0, of(1), of(1))
                        .op('s'))
                .hasMessageContaining("'a': storage '9' is not in the file");
    }

    @Test
    void oneStorageOfTwoTypesIsRefused() {
        opening(tensor(6, 0, of(1), of(1))
                        .text("b")
                        .storage("DoubleStorage", "0", 6)
                        .op('s'))
                .hasMessageContaining("storage '0' has two types or lengths");
    }

    @Test
    void aTypeOfElementThatIsNotReadIsNamed() {
        opening(new RawPickle().op('}').text("a").storage("ComplexFloatStorage", "0", 3))
                .hasMessageContaining("names torch.ComplexFloatStorage");
    }

    @Test
    void tensorsOfOtherKindsAreRefusedByName() {
        opening(new RawPickle().global("torch._utils", "_rebuild_sparse_tensor"))
                .hasMessageContaining("names torch._utils._rebuild_sparse_tensor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.pth", "legacy.pth"})
    void anyChangedByteLoadsOrIsRefusedAsWeights(String name) throws IOException {
        byte[] good = Files.readAllBytes(Golden.require("checkpoints/" + name));
        int refused = 0;
        for (int at = 0; at < good.length; at++) {
            for (int flipped : new int[] {0x01, 0x80, 0xFF}) {
                byte[] changed = good.clone();
                changed[at] ^= (byte) flipped;
                refused += isRefused(changed) ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(good.length / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.pth", "legacy.pth"})
    void anyCutFileIsRefusedAsWeights(String name) throws IOException {
        byte[] good = Files.readAllBytes(Golden.require("checkpoints/" + name));
        for (int length = 0; length < good.length; length++) {
            assertThat(isRefused(Arrays.copyOf(good, length)))
                    .as("%d bytes", length)
                    .isTrue();
        }
    }

    /** Whether a WeightsException was thrown; any other exception leaves this method and fails the test. */
    private static boolean isRefused(byte[] content) {
        try (WeightsFile file = RawZip.open(content)) {
            for (String name : file.names()) {
                long elements = Math.min(READ_AT_MOST, file.tensor(name).elements());
                file.read(name, 0, FloatBuffer.allocate((int) elements));
            }
            return false;
        } catch (WeightsException e) {
            return true;
        }
    }
}
