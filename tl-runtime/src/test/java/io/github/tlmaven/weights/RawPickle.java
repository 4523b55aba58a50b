package io.github.tlmaven.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Puts pickles of protocol 2 together opcode by opcode, by the description in pickletools, well-formed or not. */
final class RawPickle {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    RawPickle() {
        op(0x80, 2);
    }

    /** An opcode and its bytes. */
    RawPickle op(int... all) {
        for (int each : all) {
            bytes.write(each);
        }
        return this;
    }

    RawPickle op(char opcode) {
        return op((int) opcode);
    }

    RawPickle global(String module, String name) {
        op('c');
        bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    RawPickle text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return op('X').uint32(utf8.length).raw(utf8);
    }

    /** An integer in eight bytes. */
    RawPickle number(long value) {
        return op(0x8A, Long.BYTES)
                .raw(ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array());
    }

    RawPickle numbers(long... values) {
        op('(');
        for (long value : values) {
            number(value);
        }
        return op('t');
    }

    RawPickle uint32(long value) {
        return raw(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) value)
                .array());
    }

    RawPickle raw(byte[] content) {
        bytes.writeBytes(content);
        return this;
    }

    RawPickle storage(String type, String key, long count) {
        return op('(').text("storage")
                .global("torch", type)
                .text(key)
                .text("cpu")
                .number(count)
                .op('t')
                .op('Q');
    }

    /** A float32 tensor on a storage of that many elements. */
    RawPickle tensor(String key, long count, long offset, long[] size, long[] stride) {
        return global("torch._utils", "_rebuild_tensor_v2")
                .op('(')
                .storage("FloatStorage", key, count)
                .number(offset)
                .numbers(size)
                .numbers(stride)
                .op(0x89)
                .emptyOrderedDict()
                .op('t')
                .op('R');
    }

    RawPickle emptyOrderedDict() {
        return global("collections", "OrderedDict").op(')').op('R');
    }

    byte[] end() {
        return op('.').bytes.toByteArray();
    }
}
