package io.github.tlmaven.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts safetensors files together by the format's description, well-formed or not. */
final class RawSafetensors {

    private RawSafetensors() {}

    static byte[] bytes(String header, byte... payload) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return bytes(text.length, text, payload);
    }

    static byte[] bytes(long claimedLength, byte[] header, byte... payload) {
        return ByteBuffer.allocate(Long.BYTES + header.length + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(claimedLength)
                .put(header)
                .put(payload)
                .array();
    }

    static Path file(Path folder, byte[] content) throws IOException {
        return Files.write(folder.resolve("model.safetensors"), content);
    }

    /** Opens content held in memory. */
    static SafetensorsFile open(byte[] content) {
        return SafetensorsFile.of("model.safetensors", ByteBuffer.wrap(content));
    }
}
