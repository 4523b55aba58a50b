package io.github.tlmaven.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.FeatureType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of the store, and every way to damage it. */
class ChunkTest {

    private static final List<Sha256> KEYS = List.of(Sha256.of("a"), Sha256.of("b"));
    private static final float[] VALUES = {1, -2.5f, Float.MIN_VALUE, 4, 5, 6, 7, -0f, 9, 10, 11, 12};

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() {
        file = write(FeatureType.FLOAT32);
    }

    @Test
    void rowsComeBackInTheirOrder() throws IOException {
        for (Chunk chunk : List.of(Chunk.read(file).orElseThrow(), Chunk.mapWritten(file))) {
            assertThat(chunk.rowShape()).containsExactly(1L, 2L, 3L);
            assertThat(values(chunk)).isEqualTo(VALUES);
        }
    }

    private Path write(FeatureType type) {
        return Chunk.write(folder.resolve("space"), type, List.of(1L, 2L, 3L), KEYS, FloatBuffer.wrap(VALUES));
    }

    private static float[] values(Chunk chunk) {
        FloatBuffer values = FloatBuffer.allocate(VALUES.length);
        chunk.values().copy(0, VALUES.length, values);
        return values.array();
    }

    @Test
    void halvesTakeHalfTheRoomAndComeBackRounded() throws IOException {
        Path halves = write(FeatureType.FLOAT16);
        assertThat(Files.size(halves)).isEqualTo(Files.size(file) - (long) VALUES.length * Short.BYTES);
        assertThat(values(Chunk.read(halves).orElseThrow()))
                .containsExactly(1, -2.5f, 0, 4, 5, 6, 7, -0f, 9, 10, 11, 12);
    }

    @Test
    void headHasTheKeys() throws IOException {
        ChunkHead head = ChunkHead.read(file).orElseThrow();
        head.keys().position(Sha256.BYTES);
        assertThat(head.rows()).as("nobody else's position matters").isEqualTo(2);
        assertThat(head.keys())
                .isEqualTo(ByteBuffer.allocate(2 * Sha256.BYTES)
                        .put(KEYS.get(0).toBytes())
                        .put(KEYS.get(1).toBytes())
                        .flip());
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        byte[] intact = Files.readAllBytes(file);
        Path damaged = folder.resolve("damaged.tlf");
        for (int i = 0; i < intact.length; i++) {
            byte[] bytes = intact.clone();
            bytes[i] ^= (byte) (1 << i % Byte.SIZE);
            Files.write(damaged, bytes);
            assertThat(Chunk.read(damaged)).as("byte %d", i).isEmpty();
            assertThat(Chunk.isIntact(damaged)).as("byte %d", i).isFalse();
        }
    }

    @Test
    void everyOtherLengthIsFound() throws IOException {
        byte[] intact = Files.readAllBytes(file);
        Path damaged = folder.resolve("damaged.tlf");
        for (int length = 0; length < intact.length; length++) {
            Files.write(damaged, Arrays.copyOf(intact, length));
            assertThat(Chunk.read(damaged)).as("length %d", length).isEmpty();
        }
        Files.write(damaged, Arrays.copyOf(intact, intact.length + 1));
        assertThat(Chunk.read(damaged)).as("one byte more").isEmpty();
    }
}
