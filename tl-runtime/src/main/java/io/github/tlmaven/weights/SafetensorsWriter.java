package io.github.tlmaven.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes float32 tensors as a safetensors file whose bytes depend on names, order, values and metadata alone. The header
 * holds {@code __metadata__} with its names sorted, if there is any, and then the tensors in the order given, which is
 * also their order in the payload; spaces fill it up so that the payload begins at a multiple of eight bytes.
 */
public final class SafetensorsWriter {

    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /**
     * Writes a file whole or not at all. Whatever their layout in memory, arrays are written in logical row-major order.
     *
     * @param tensors  float32 arrays in the order wanted; read piece by piece, and left as they are
     * @param metadata texts such as the architecture's name
     * @throws DataException            if the file cannot be written
     * @throws IllegalArgumentException if an array is not float32, or has the metadata's name
     */
    public static void write(Path file, Map<String, NDArray> tensors, Map<String, String> metadata) {
        AtomicFile.write(file, content(tensors, metadata));
    }

    /**
     * As {@link #write}, for a caller that has more to do before the file appears under its name.
     *
     * @throws IllegalArgumentException if an array is not float32, or has the metadata's name
     */
    public static AtomicFile.Content content(Map<String, NDArray> tensors, Map<String, String> metadata) {
        tensors.forEach((name, array) -> {
            if (array.getDataType() != DataType.FLOAT32 || name.equals(SafetensorsHeader.METADATA)) {
                throw new IllegalArgumentException("cannot write '" + name + "' of type " + array.getDataType());
            }
        });
        byte[] header = header(tensors, metadata);
        return temporary -> {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                writeFully(
                        channel, littleEndian(Long.BYTES).putLong(header.length).flip());
                writeFully(channel, ByteBuffer.wrap(header));
                for (NDArray array : tensors.values()) {
                    writeElements(channel, array);
                }
            }
        };
    }

    private static byte[] header(Map<String, NDArray> tensors, Map<String, String> metadata) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            members.put(SafetensorsHeader.METADATA, new TreeMap<>(metadata));
        }
        long begin = 0;
        for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
            long end = begin + tensor.getValue().size() * Float.BYTES;
            List<Long> shape = Arrays.stream(tensor.getValue().getShape().getShape())
                    .boxed()
                    .toList();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", TensorType.F32.name());
            entry.put("shape", shape);
            entry.put("data_offsets", List.of(begin, end));
            members.put(tensor.getKey(), entry);
            begin = end;
        }
        byte[] json = Json.writeCompact(members).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    private static void writeElements(FileChannel channel, NDArray array) throws IOException {
        long size = array.size();
        int piece = FileMapping.MAX_WINDOW / Float.BYTES;
        try (NDArray flat = array.reshape(-1)) { // copies if the layout is not row-major
            for (long at = 0; at < size; at += piece) {
                long end = Math.min(at + piece, size);
                try (NDArray slice = flat.get(new NDIndex().addSliceDim(at, end))) {
                    writeFully(channel, littleEndianBytes(slice));
                }
            }
        }
    }

    private static ByteBuffer littleEndianBytes(NDArray slice) {
        ByteBuffer bytes = slice.toByteBuffer().order(ByteOrder.nativeOrder());
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            return bytes;
        }
        ByteBuffer swapped = littleEndian(bytes.remaining());
        swapped.asFloatBuffer().put(bytes.asFloatBuffer());
        return swapped;
    }

    private static ByteBuffer littleEndian(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
