package io.github.tlmaven.worker;

import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.spec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of each tensor of a safetensors file, read by the format's description alone: eight bytes with the length of
 * the header in little-endian order, the header in JSON, the data.
 */
final class TensorBytes {

    private static final String METADATA = "__metadata__";
    private static final String OFFSETS = "data_offsets";

    private final Map<String, ByteBuffer> tensors = new TreeMap<>();

    private TensorBytes() {}

    /** Maps a file; it is read as it is compared. */
    static TensorBytes of(Path file) {
        TensorBytes result = new TensorBytes();
        try (FileChannel channel = FileChannel.open(file)) {
            MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            int length = Math.toIntExact(bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(0));
            byte[] header = new byte[length];
            bytes.get(Long.BYTES, header);
            Map<String, @Nullable Object> members = Json.readObject(new String(header, StandardCharsets.UTF_8));
            int data = Long.BYTES + length;
            for (String name : members.keySet()) {
                if (!name.equals(METADATA)) {
                    double[] offsets = GoldenValues.numbers(GoldenValues.object(members, name), OFFSETS);
                    result.tensors.put(name, bytes.slice(data + (int) offsets[0], (int) (offsets[1] - offsets[0])));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Json.MalformedException e) {
            throw new IllegalStateException(file.toString(), e);
        }
        return result;
    }

    /** How many tensors there are. */
    int size() {
        return tensors.size();
    }

    /** Whether a tensor has the same bytes in another file. */
    boolean same(String name, TensorBytes other) {
        return tensor(name).equals(other.tensor(name));
    }

    private ByteBuffer tensor(String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }
}
