package io.github.tlmaven.weights;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Element types of a safetensors file that this project reads. The constants are named as the file names them. */
public enum TensorType {
    /** binary64; rounded to the nearest float32 when read. */
    F64(Double.BYTES),
    /** binary32. */
    F32(Float.BYTES),
    /** binary16. */
    F16(Short.BYTES),
    /** bfloat16. */
    BF16(Short.BYTES),
    /** Signed 64 bits; rounded to the nearest float32 when read. */
    I64(Long.BYTES),
    /** Signed 32 bits; rounded to the nearest float32 when read. */
    I32(Integer.BYTES),
    /** Signed 16 bits. */
    I16(Short.BYTES),
    /** Signed 8 bits. */
    I8(Byte.BYTES),
    /** Unsigned 32 bits; rounded to the nearest float32 when read. */
    U32(Integer.BYTES),
    /** Unsigned 16 bits. */
    U16(Short.BYTES),
    /** Unsigned 8 bits. */
    U8(Byte.BYTES),
    /** A byte that is 0 or not: 0 or 1 when read. */
    BOOL(Byte.BYTES);

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** The type of that name; case matters. */
    static Optional<TensorType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** All names, for messages. */
    static List<String> names() {
        return Arrays.stream(values()).map(TensorType::name).toList();
    }

    /**
     * Converts little-endian elements and fills the target.
     *
     * @param source little-endian, with as many elements from its position on as the target has room for
     */
    void decode(ByteBuffer source, FloatBuffer target) {
        if (this == F32) {
            target.put(source.asFloatBuffer().limit(target.remaining()));
            return;
        }
        int at = source.position();
        while (target.hasRemaining()) {
            target.put(element(source, at));
            at += bytes;
        }
    }

    private float element(ByteBuffer source, int at) {
        return switch (this) {
            case F64 -> (float) source.getDouble(at);
            case F32 -> source.getFloat(at);
            case F16 -> HalfPrecision.fromFloat16(source.getShort(at));
            case BF16 -> HalfPrecision.fromBfloat16(source.getShort(at));
            case I64 -> (float) source.getLong(at);
            case I32 -> (float) source.getInt(at);
            case I16 -> source.getShort(at);
            case I8 -> source.get(at);
            case U32 -> (float) Integer.toUnsignedLong(source.getInt(at));
            case U16 -> Short.toUnsignedInt(source.getShort(at));
            case U8 -> Byte.toUnsignedInt(source.get(at));
            case BOOL -> source.get(at) == 0 ? 0 : 1;
        };
    }
}
