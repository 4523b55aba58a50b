package io.github.tlmaven.store;

import io.github.tlmaven.digest.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where the row of a key is. Keys lie in arrays and not in objects: a row takes 50 to 100 bytes of heap, as the arrays
 * double, so a million of them leave most of it free. A key is itself a digest, so its first bits are as good as a hash of
 * it. Not for use by several threads.
 */
final class RowIndex {

    /** What {@link #find} gives for an unknown key. */
    static final long ABSENT = -1;

    private static final int WORDS = Sha256.BYTES / Long.BYTES;
    private static final int FIRST_CAPACITY = 1 << 10;

    /** Slots for each key that there is room for; with half of them empty, few keys meet others. */
    private static final int SLOTS_PER_KEY = 2;

    private long[] keys = new long[WORDS * FIRST_CAPACITY];
    private long[] places = new long[FIRST_CAPACITY];
    private int size;

    /** Number of a key, from 1, or 0 where the slot is empty; a key lies in the first free slot from that of its hash. */
    private int[] slots = new int[SLOTS_PER_KEY * FIRST_CAPACITY];

    /**
     * Place of a key's row, or {@link #ABSENT}.
     *
     * @param key its 32 bytes from the buffer's position, which stays
     */
    long find(ByteBuffer key) {
        int number = slots[slot(key)];
        return number == 0 ? ABSENT : places[number - 1];
    }

    /**
     * Remembers a place, in place of an earlier one.
     *
     * @param key   its 32 bytes from the buffer's position, which stays
     * @param place 0 or more
     */
    void put(ByteBuffer key, long place) {
        int slot = slot(key);
        if (slots[slot] != 0) {
            places[slots[slot] - 1] = place;
            return;
        }
        for (int word = 0; word < WORDS; word++) {
            keys[size * WORDS + word] = word(key, word);
        }
        places[size] = place;
        slots[slot] = ++size;
        if (size == places.length) {
            grow();
        }
    }

    /** The slot that a key is in, or the empty one that it belongs into. */
    private int slot(ByteBuffer key) {
        int slot = first(word(key, 0));
        while (slots[slot] != 0 && !isAt(slots[slot] - 1, key)) {
            slot = next(slot);
        }
        return slot;
    }

    private boolean isAt(int number, ByteBuffer key) {
        for (int word = 0; word < WORDS; word++) {
            if (keys[number * WORDS + word] != word(key, word)) {
                return false;
            }
        }
        return true;
    }

    private static long word(ByteBuffer key, int word) {
        return key.getLong(key.position() + word * Long.BYTES);
    }

    private int first(long hash) {
        return (int) hash & (slots.length - 1); // their number is a power of two
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    private void grow() {
        int capacity = Math.multiplyExact(places.length, 2);
        keys = Arrays.copyOf(keys, Math.multiplyExact(capacity, WORDS));
        places = Arrays.copyOf(places, capacity);
        slots = new int[Math.multiplyExact(capacity, SLOTS_PER_KEY)];
        for (int number = 0; number < size; number++) {
            int slot = first(keys[number * WORDS]);
            while (slots[slot] != 0) {
                slot = next(slot);
            }
            slots[slot] = number + 1;
        }
    }
}
