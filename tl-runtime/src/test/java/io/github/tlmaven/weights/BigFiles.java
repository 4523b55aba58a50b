package io.github.tlmaven.weights;

import io.github.tlmaven.spec.Json;
import io.github.tlmaven.zoo.TensorSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipOutputStream;

/** Writes files of hundreds of megabytes without holding them, for measurements. */
public final class BigFiles {

    private static final int CHUNK = 1 << 14;

    private BigFiles() {}

    /** Element {@code i} of the tensor at a place of the list. */
    public static float value(int place, long i) {
        return place + (i % CHUNK) / (float) CHUNK;
    }

    /** A state dict as torch.save writes it. */
    public static void writeCheckpoint(Path file, List<TensorSpec> specs) throws IOException {
        RawPickle pickle = new RawPickle().op('}').op('(');
        for (int place = 0; place < specs.size(); place++) {
            TensorSpec spec = specs.get(place);
            pickle.text(spec.name()).tensor(String.valueOf(place), spec.size(), 0, spec.dimensions(), strides(spec));
        }
        byte[] content = pickle.op('u').end();
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            CRC32 crc = new CRC32();
            crc.update(content);
            zip.putNextEntry(stored("archive/data.pkl", content.length, crc));
            zip.write(content);
            for (int place = 0; place < specs.size(); place++) {
                writeEntry(zip, place, specs.get(place).size());
            }
        }
    }

    /** The same tensors as safetensors. */
    public static void writeSafetensors(Path file, List<TensorSpec> specs) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        long at = 0;
        for (TensorSpec spec : specs) {
            long end = at + spec.size() * Float.BYTES;
            header.put(spec.name(), Map.of("dtype", "F32", "shape", spec.shape(), "data_offsets", List.of(at, end)));
            at = end;
        }
        byte[] text = Json.writeCompact(header).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(text.length)
                    .array());
            out.write(text);
            for (int place = 0; place < specs.size(); place++) {
                write(out, place, specs.get(place).size());
            }
        }
    }

    private static void writeEntry(ZipOutputStream zip, int place, long elements) throws IOException {
        CRC32 crc = new CRC32();
        byte[] chunk = chunk(place);
        for (long left = elements * Float.BYTES; left > 0; left -= chunk.length) {
            crc.update(chunk, 0, (int) Math.min(left, chunk.length));
        }
        zip.putNextEntry(stored("archive/data/" + place, elements * Float.BYTES, crc));
        write(zip, place, elements);
    }

    private static void write(OutputStream out, int place, long elements) throws IOException {
        byte[] chunk = chunk(place);
        for (long left = elements * Float.BYTES; left > 0; left -= chunk.length) {
            out.write(chunk, 0, (int) Math.min(left, chunk.length));
        }
    }

    private static byte[] chunk(int place) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < CHUNK; i++) {
            chunk.putFloat(value(place, i));
        }
        return chunk.array();
    }

    private static java.util.zip.ZipEntry stored(String name, long size, CRC32 crc) {
        java.util.zip.ZipEntry entry = new java.util.zip.ZipEntry(name);
        entry.setMethod(ZipOutputStream.STORED);
        entry.setSize(size);
        entry.setCrc(crc.getValue());
        return entry;
    }

    private static long[] strides(TensorSpec spec) {
        long[] strides = new long[spec.shape().size()];
        long stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= spec.shape().get(i);
        }
        return strides;
    }
}
