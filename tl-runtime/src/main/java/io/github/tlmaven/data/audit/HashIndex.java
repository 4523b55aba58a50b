package io.github.tlmaven.data.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds hashes within {@value #RADIUS} bits of each other without comparing all with all: multi-index hashing (Norouzi,
 * Punjani and Fleet, Fast Search in Hamming Space with Multi-Index Hashing, 2012). A hash is cut into four bands of 16
 * bits. Two hashes that differ in at most 11 bits differ in at most 2 bits of some band, so all values of a band at
 * that distance are looked up in a table of the band. Memory is that of four tables of whole numbers.
 */
final class HashIndex {

    /** Bits in which a resized copy differs at most from its original; half of the bits is chance. */
    static final int RADIUS = 10;

    private static final int BANDS = 4;
    private static final int BAND_BITS = Long.SIZE / BANDS;
    private static final int VALUES = 1 << BAND_BITS;
    private static final int BAND_RADIUS = RADIUS / BANDS;

    /** All values of a band with at most two bits set. */
    private static final int[] MASKS = masks();

    private final long[] hashes;
    private final List<Band> bands = new ArrayList<>();

    /** Takes a copy. */
    HashIndex(long[] hashes) {
        this.hashes = hashes.clone();
        for (int band = 0; band < BANDS; band++) {
            bands.add(new Band(band));
        }
    }

    /** Takes what is near to a hash. */
    @FunctionalInterface
    interface Consumer {
        /** An earlier hash, and the number of bits in which it differs. */
        void accept(int index, int distance);
    }

    /** Finds each hash before {@code index} that is near to the one there, each once, in an order that is always the same. */
    void earlierNear(int index, Consumer consumer) {
        for (int band = 0; band < BANDS; band++) {
            int key = part(hashes[index], band);
            for (int mask : MASKS) {
                Band table = bands.get(band);
                int end = table.starts[(key ^ mask) + 1];
                for (int at = table.starts[key ^ mask]; at < end && table.order[at] < index; at++) {
                    long difference = hashes[table.order[at]] ^ hashes[index];
                    int distance = Long.bitCount(difference);
                    if (distance <= RADIUS && !foundBefore(difference, band)) {
                        consumer.accept(table.order[at], distance);
                    }
                }
            }
        }
    }

    private static boolean foundBefore(long difference, int band) {
        for (int earlier = 0; earlier < band; earlier++) {
            if (Integer.bitCount(part(difference, earlier)) <= BAND_RADIUS) {
                return true;
            }
        }
        return false;
    }

    private static int part(long hash, int band) {
        return (int) (hash >>> (band * BAND_BITS)) & (VALUES - 1);
    }

    private static int[] masks() {
        List<Integer> masks = new ArrayList<>();
        for (int mask = 0; mask < VALUES; mask++) {
            if (Integer.bitCount(mask) <= BAND_RADIUS) {
                masks.add(mask);
            }
        }
        return masks.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Indices of hashes, sorted by a band's value and then by themselves. */
    private final class Band {

        private final int[] starts = new int[VALUES + 1];
        private final int[] order = new int[hashes.length];

        private Band(int band) {
            for (long hash : hashes) {
                starts[part(hash, band) + 1]++;
            }
            for (int value = 0; value < VALUES; value++) {
                starts[value + 1] += starts[value];
            }
            int[] next = starts.clone();
            for (int i = 0; i < hashes.length; i++) {
                order[next[part(hashes[i], band)]++] = i;
            }
        }
    }
}
