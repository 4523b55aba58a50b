package io.github.tlmaven.weights;

import io.github.tlmaven.weights.pickle.PickleInput;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The format of torch before 1.6, which {@code torch.save} still writes on request. Five pickles stand one behind the
 * other: a magic number, the version, facts about the machine, the object, and the keys of the storages. The storages
 * follow in that order, each as the number of its elements in eight bytes and the elements, always little-endian.
 */
final class LegacyCheckpoint {

    /** What the first pickle holds. */
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

    /** What a file begins with: protocol 2, an integer of ten bytes, and that integer, the low byte first. */
    private static final byte[] START = {
        (byte) 0x80,
        2,
        (byte) 0x8A,
        10,
        0x6C,
        (byte) 0xFC,
        (byte) 0x9C,
        0x46,
        (byte) 0xF9,
        0x20,
        0x6A,
        (byte) 0xA8,
        0x50,
        0x19
    };

    private static final long VERSION = 1001;

    private LegacyCheckpoint() {}

    /** Whether a file begins like one. */
    static boolean recognises(FileMapping file) {
        if (file.size() < START.length) {
            return false;
        }
        byte[] start = new byte[START.length];
        file.window(0, start.length).get(start);
        return Arrays.equals(start, START);
    }

    /** Reads the pickles and finds the storages. */
    static RawCheckpoint read(FileMapping file) throws UnreadableException {
        TorchClasses classes = new TorchClasses();
        PickleInput input = new PickleInput(file::window, 0, Math.min(file.size(), RawCheckpoint.MAX_PICKLE));
        Object magic = RawCheckpoint.unpickled(input, classes);
        Object version = RawCheckpoint.unpickled(input, classes);
        if (!MAGIC.equals(magic) || !Long.valueOf(VERSION).equals(version)) {
            throw new UnreadableException("its head is not that of version " + VERSION + " of torch's old format");
        }
        RawCheckpoint.unpickled(input, classes); // widths of C's types there; the elements' do not depend on them
        Object root = RawCheckpoint.unpickled(input, classes);
        Object keys = RawCheckpoint.unpickled(input, classes);
        if (!(keys instanceof List<?> list)) {
            throw new UnreadableException("has no list of its storages");
        }
        return new RawCheckpoint(root, storages(file, input.position(), list, classes), ByteOrder.LITTLE_ENDIAN);
    }

    private static Map<String, StoredBytes> storages(FileMapping file, long start, List<?> keys, TorchClasses classes)
            throws UnreadableException {
        Map<String, StoredBytes> storages = new LinkedHashMap<>();
        long at = start;
        for (Object key : keys) {
            StorageRef storage =
                    key instanceof String text ? classes.storagesFound().get(text) : null;
            if (storage == null || storages.containsKey(storage.key())) {
                throw new UnreadableException("its list of storages names one twice, or one that no tensor refers to");
            }
            if (at > file.size() - Long.BYTES) {
                throw new UnreadableException("truncated: it ends before storage '" + storage.key() + "'");
            }
            long count = file.window(at, Long.BYTES).getLong();
            at += Long.BYTES;
            if (count != storage.count() || storage.bytes() > file.size() - at) {
                throw new UnreadableException("truncated or damaged: storage '" + storage.key() + "' has "
                        + storage.count() + " elements, and " + count + " at byte " + at + " of " + file.size());
            }
            storages.put(storage.key(), new StoredBytes(at, storage.bytes()));
            at += storage.bytes();
        }
        return storages;
    }
}
