package io.github.tlmaven.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipOutputStream;

/** Puts zips together as torch.save frames them: stored entries in one folder. */
final class RawZip {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    RawZip pickle(byte[] content) {
        return entry("data.pkl", content);
    }

    RawZip entry(String name, byte... content) {
        entries.put("archive/" + name, content);
        return this;
    }

    RawZip floats(String key, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return entry("data/" + key, bytes.array());
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(stored(entry.getKey(), entry.getValue()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static java.util.zip.ZipEntry stored(String name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        java.util.zip.ZipEntry entry = new java.util.zip.ZipEntry(name);
        entry.setMethod(ZipOutputStream.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        return entry;
    }

    /** Opens content held in memory. */
    static WeightsFile open(byte[] content) {
        return WeightsFiles.of(MappedFile.of("model.pth", FileMapping.of(ByteBuffer.wrap(content))));
    }
}
