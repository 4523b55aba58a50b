package io.github.tlmaven.weights;

import io.github.tlmaven.failure.WeightsException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file: eight bytes with the header's length, a JSON header, and the tensors' elements without gaps,
 * row-major and little-endian.
 */
public final class SafetensorsFile extends MappedWeights {

    private final Map<String, String> metadata;

    private SafetensorsFile(MappedFile file, SafetensorsHeader header) {
        super(file, ByteOrder.LITTLE_ENDIAN, header.tensors());
        this.metadata = header.metadata();
    }

    /**
     * Opens a file.
     *
     * @throws WeightsException if it cannot be read, or is not a well-formed safetensors file; names every problem
     */
    public static SafetensorsFile open(Path file) {
        return of(MappedFile.of(file.toString(), FileMapping.open(file)));
    }

    /**
     * Opens content that is in memory already.
     *
     * @param origin  names it in messages
     * @param content from position 0 to the limit; must not be changed afterwards
     * @throws WeightsException as {@link #open(Path)}
     */
    static SafetensorsFile of(String origin, ByteBuffer content) {
        return of(MappedFile.of(origin, FileMapping.of(content)));
    }

    static SafetensorsFile of(MappedFile file) {
        return new SafetensorsFile(file, SafetensorsHeader.read(file.origin(), file.content()));
    }

    /** The header's {@code __metadata__}, in the file's order; empty where there is none. */
    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public List<String> adjustments() {
        return List.of();
    }
}
