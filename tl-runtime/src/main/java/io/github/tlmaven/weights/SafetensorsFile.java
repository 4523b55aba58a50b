package io.github.tlmaven.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.WeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file, opened, digested and checked: eight bytes with the header's length, a JSON header, and the
 * tensors' elements without gaps, row-major and little-endian. The payload stays in the mapped file; reading converts
 * it piece by piece to float32, so heap use does not grow with the tensor. The file must not be changed while it is
 * open. Not for use by several threads while one of them closes it.
 */
public final class SafetensorsFile implements AutoCloseable {

    private final String origin;
    private final Sha256 digest;
    private final SafetensorsHeader header;
    private @Nullable FileMapping mapping;

    private SafetensorsFile(String origin, FileMapping mapping) {
        this.origin = origin;
        this.mapping = mapping;
        this.digest = mapping.digest();
        this.header = SafetensorsHeader.read(origin, mapping);
    }

    /**
     * Opens a file.
     *
     * @throws WeightsException if it cannot be read, or is not a well-formed safetensors file; names every problem
     */
    public static SafetensorsFile open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new WeightsException(
                    "Cannot read weights " + file + ": " + (Files.exists(file) ? "not a file" : "no such file"),
                    "check the path.");
        }
        try {
            return new SafetensorsFile(file.toString(), FileMapping.of(file));
        } catch (IOException e) {
            throw new WeightsException("Cannot read weights " + file + ": " + e, "make the file readable.", e);
        }
    }

    /**
     * Opens content that is in memory already.
     *
     * @param origin  names it in messages
     * @param content from position 0 to the limit; must not be changed afterwards
     * @throws WeightsException as {@link #open(Path)}
     */
    static SafetensorsFile of(String origin, ByteBuffer content) {
        return new SafetensorsFile(origin, FileMapping.of(content));
    }

    /** The path, or what else names the file in messages. */
    public String origin() {
        return origin;
    }

    /** Digest of the whole file, computed when it was opened. */
    public Sha256 digest() {
        return digest;
    }

    /** The header's {@code __metadata__}, in the file's order; empty where there is none. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** Names of all tensors, in the header's order. */
    public Set<String> names() {
        return header.tensors().keySet();
    }

    /**
     * Type, shape and place of a tensor.
     *
     * @throws WeightsException if the file has none of that name
     */
    public TensorInfo tensor(String name) {
        TensorInfo info = header.tensors().get(name);
        if (info == null) {
            throw new WeightsException(
                    "Weights " + origin + " have no tensor '" + name + "'",
                    "use a file of the right architecture; this one has " + names().size() + " tensors, such as "
                            + names().stream().limit(3).toList() + ".");
        }
        return info;
    }

    /**
     * Reads elements as float32, in row-major order, until the target is full.
     *
     * @param first index of the first element to read
     * @throws WeightsException          if there is no tensor of that name
     * @throws IndexOutOfBoundsException if the target has room for more than is left
     */
    public void read(String name, long first, FloatBuffer target) {
        TensorInfo info = tensor(name);
        if (first < 0 || first > info.elements() - target.remaining()) {
            throw new IndexOutOfBoundsException(target.remaining() + " elements from " + first + " on of '" + name
                    + "', which has " + info.elements());
        }
        int width = info.type().bytes();
        int limit = target.limit();
        long position = info.position() + first * width;
        while (target.position() < limit) {
            int count = Math.min(limit - target.position(), FileMapping.MAX_WINDOW / width);
            target.limit(target.position() + count);
            info.type().decode(mapped().window(position, count * width), target);
            target.limit(limit);
            position += (long) count * width;
        }
    }

    /**
     * A tensor as a float32 array in default layout, in memory that torch owns.
     *
     * @param manager owner of the array
     * @throws WeightsException if there is no tensor of that name
     */
    public NDArray toNDArray(NDManager manager, String name) {
        TensorInfo info = tensor(name);
        NDArray array = manager.create(info.shape(), DataType.FLOAT32);
        int piece = (int) Math.min(info.elements(), FileMapping.MAX_WINDOW / Float.BYTES);
        ByteBuffer bytes = ByteBuffer.allocateDirect(piece * Float.BYTES).order(ByteOrder.nativeOrder());
        try (NDArray flat = array.reshape(-1)) {
            for (long at = 0; at < info.elements(); at += piece) {
                int count = (int) Math.min(piece, info.elements() - at);
                read(name, at, bytes.asFloatBuffer().limit(count));
                copyInto(
                        flat,
                        at,
                        bytes.duplicate().order(ByteOrder.nativeOrder()).limit(count * Float.BYTES));
            }
        }
        return array;
    }

    /** Copies Java's memory into torch's; the array that wraps Java's must not live longer than this call. */
    private static void copyInto(NDArray flat, long at, ByteBuffer bytes) {
        int count = bytes.remaining() / Float.BYTES;
        try (NDArray wrapped = flat.getManager().create(bytes, new Shape(count), DataType.FLOAT32)) {
            flat.set(new NDIndex().addSliceDim(at, at + count), wrapped);
        }
    }

    private FileMapping mapped() {
        if (mapping == null) {
            throw new IllegalStateException(origin + " is closed");
        }
        return mapping;
    }

    /** Lets go of the payload; names, shapes, metadata and digest stay. */
    @Override
    public void close() {
        mapping = null;
    }
}
