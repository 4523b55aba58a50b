package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.WeightsException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedSafetensorsTest {

    private static final String A = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
    private static final byte[] EIGHT = new byte[8];

    @TempDir
    private Path folder;

    private static AbstractThrowableAssert<?, ?> opening(byte[] content) {
        return assertThatThrownBy(() -> RawSafetensors.open(content))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("model.safetensors")
                .hasMessageContaining("To fix: ");
    }

    private static AbstractThrowableAssert<?, ?> opening(String header, byte... payload) {
        return opening(RawSafetensors.bytes(header, payload));
    }

    @Test
    void theFileThatTheOthersAreMadeFromIsWellFormed() {
        assertThat(RawSafetensors.open(RawSafetensors.bytes("{" + A + "}  ", EIGHT))
                        .names())
                .containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 60, -1, Long.MIN_VALUE, 11, 100_000_001})
    void aHeaderLongerThanTheFileIsRefused(long claimed) {
        opening(RawSafetensors.bytes(claimed, "{}".getBytes(StandardCharsets.UTF_8), EIGHT))
                .hasMessageContaining("claims " + Long.toUnsignedString(claimed) + " bytes")
                .hasMessageContaining("the file has 10");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Path file = RawSafetensors.file(folder, new byte[0]);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("found 0 bytes");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none")))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(folder.resolve("none") + ": no such file");
    }

    @Test
    void aFolderIsRefused() {
        assertThatThrownBy(() -> SafetensorsFile.open(folder))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("not a file");
    }

    @Test
    void aCheckpointOfPyTorchIsRecognised() {
        opening("PK\u0003\u0004aaaaaaaaaaaa".getBytes(StandardCharsets.ISO_8859_1))
                .hasMessageContaining("PyTorch checkpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "nonsense", " {}", "{}x", "{'a':1}", "{\"a\":}", ""})
    void aHeaderThatIsNotAnObjectIsRefused(String header) {
        opening(header).hasMessageContaining("header");
    }

    @Test
    void aHeaderThatIsNotUtf8IsRefused() {
        opening(RawSafetensors.bytes(3, new byte[] {'{', (byte) 0xFF, '}'})).hasMessageContaining("UTF-8");
    }

    @Test
    void aDeeplyNestedHeaderIsRefused() {
        opening("{\"a\":" + "[".repeat(100_000)).hasMessageContaining("levels deep");
    }

    @Test
    void aTruncatedPayloadNamesTheTensor() {
        opening("{" + A + "}", new byte[7]).hasMessageContaining("'a': ends at byte 8 of the payload, which has 7");
    }

    @Test
    void overlappingTensorsAreNamed() {
        opening("{" + A + ",\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}}", EIGHT)
                .hasMessageContaining("'b': overlaps 'a' by 4 bytes");
    }

    @Test
    void aHoleIsReported() {
        opening("{" + A + ",\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[11,12]}}", new byte[12])
                .hasMessageContaining("'b': 3 bytes before it belong to no tensor");
    }

    @Test
    void bytesAfterTheLastTensorAreReported() {
        opening("{" + A + "}", new byte[13]).hasMessageContaining("the last 5 bytes");
    }

    @Test
    void duplicateNamesAreRefused() {
        opening("{" + A + "," + A + "}", EIGHT).hasMessageContaining("duplicate name 'a'");
    }

    @Test
    void anUnknownTypeIsNamedWithTheKnownOnes() {
        opening("{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}", EIGHT)
                .hasMessageContaining("'a': unknown dtype F8_E4M3")
                .hasMessageContaining("BF16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4611686018427387904,2", "4294967296,4294967296,4294967296", "9223372036854775807"})
    void aShapeThatOverflowsIsRefused(String dimensions) {
        opening("{\"a\":{\"dtype\":\"F32\",\"shape\":[" + dimensions + "],\"data_offsets\":[0,8]}}", EIGHT)
                .hasMessageContaining("'a': shape")
                .hasMessageContaining("64 bits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.0", "2e1", "\"2\"", "null", "9223372036854775808", "[2]", "1e999999999"})
    void aShapeThatIsNotWholeNumbersIsRefused(String dimension) {
        opening("{\"a\":{\"dtype\":\"F32\",\"shape\":[" + dimension + "],\"data_offsets\":[0,8]}}", EIGHT)
                .hasMessageContaining("'a': shape must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[8,0]", "[0]", "[0,8,8]", "[-1,7]", "8", "[0,1.5]", "[0,18446744073709551616]"})
    void offsetsThatAreNotARangeAreRefused(String offsets) {
        opening("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":" + offsets + "}}", EIGHT)
                .hasMessageContaining("'a': data_offsets must be");
    }

    @Test
    void aLengthThatDoesNotFitTheShapeIsReported() {
        opening("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", EIGHT)
                .hasMessageContaining("takes 12 bytes, data_offsets give 8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"7", "{}", "{\"dtype\":\"F32\",\"shape\":[2]}", "{\"dtype\":\"F32\",\"shape\":[2],\"x\":[0,8]}"})
    void anEntryWithOtherMembersIsRefused(String entry) {
        opening("{\"a\":" + entry + "}", EIGHT).hasMessageContaining("'a': must be an object with exactly");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"epoch\":3}", "{\"epoch\":null}", "[]", "\"x\"", "null"})
    void metadataOtherThanTextsAreRefused(String metadata) {
        opening("{\"__metadata__\":" + metadata + "," + A + "}", EIGHT).hasMessageContaining("__metadata__");
    }

    @Test
    void allProblemsStandInOneMessage() {
        opening("{\"__metadata__\":{\"n\":1},\"a\":{\"dtype\":\"X\",\"shape\":[-1],\"data_offsets\":[1,8]}}", EIGHT)
                .hasMessageContaining("4 problem(s)")
                .hasMessageContaining("'n'")
                .hasMessageContaining("unknown dtype X")
                .hasMessageContaining("shape must be")
                .hasMessageContaining("1 bytes before it");
    }

    @Test
    void anyChangedByteOfTheHeadLoadsOrIsRefusedAsWeights() {
        byte[] good = RawSafetensors.bytes(
                "{\"__metadata__\":{\"format\":\"pt\"}," + A
                        + ",\"b\":{\"dtype\":\"BF16\",\"shape\":[2,1],\"data_offsets\":[8,12]}} ",
                new byte[12]);
        int refused = 0;
        for (int at = 0; at < good.length - 12; at++) {
            for (int value = 0; value <= 0xFF; value++) {
                byte[] changed = good.clone();
                changed[at] = (byte) value;
                refused += isRefused(changed) ? 1 : 0;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void anyCutFileIsRefusedAsWeights() {
        byte[] good = RawSafetensors.bytes("{" + A + "}", EIGHT);
        for (int length = 0; length < good.length; length++) {
            assertThat(isRefused(Arrays.copyOf(good, length)))
                    .as("%d bytes", length)
                    .isTrue();
        }
    }

    /** Whether a WeightsException was thrown; any other exception leaves this method and fails the test. */
    private static boolean isRefused(byte[] content) {
        try (SafetensorsFile file = RawSafetensors.open(content)) {
            for (String name : file.names()) {
                file.read(name, 0, FloatBuffer.allocate((int) file.tensor(name).elements()));
            }
            return false;
        } catch (WeightsException e) {
            return true;
        }
    }
}
