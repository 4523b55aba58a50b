package io.github.tlmaven.data.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds hashes within {@value #RADIUS} bits of each other without comparing all with all: multi-index hashing (Norouzi,
 * Punjani and Fleet, Fast Search in Hamming Space with Multi-Index Hashing, 2012). A hash is cut into four bands of 16
 * bits. Two hashes that differ in at most 11 bits differ in at most 2 bits of some band, so all values of a band at
 * that distance are looked up in a table of the band. Memory is that of four tables of whole numbers.
 *
 * <p>The work for one hash has a bound, or the time would rise with the square of the number of pictures that are alike.
 * A table is sorted by the band, then by the other bits, as by Manku, Jain and Das Sarma, Detecting Near-Duplicates for
 * Web Crawling, 2007. Where more than {@value #MOST_OF_A_VALUE} hashes have one value of the band, only the nearest in
 * this order are looked at: of few that are alike none is missed, of very many some are.
 */
final class HashIndex {

    /** Bits in which a resized copy differs at most from its original; half of the bits is chance. */
    static final int RADIUS = 10;

    /** Hashes that are looked at for each value of a band. */
    static final int MOST_OF_A_VALUE = 64;

    private static final int BANDS = 4;
    private static final int BAND_BITS = Long.SIZE / BANDS;
    private static final int VALUES = 1 << BAND_BITS;
    private static final int BAND_RADIUS = RADIUS / BANDS;

    /** All values of a band with at most two bits set. */
    private static final int[] MASKS = masks();

    private final long[] hashes;
    private final int[] ties;
    private final List<Band> bands = new ArrayList<>();

    /** The hash that was looked for last by each that was found for it, so that none is found twice. */
    private final int[] foundFor;

    /**
     * Takes copies.
     *
     * @param ties orders equal hashes: those with near numbers are looked at first
     */
    HashIndex(long[] hashes, int[] ties) {
        this.hashes = hashes.clone();
        this.ties = ties.clone();
        this.foundFor = new int[hashes.length];
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

    /** Finds hashes before {@code index} that are near to the one there, each once, in an order that is always the same. */
    void earlierNear(int index, Consumer consumer) {
        for (Band band : bands) {
            long own = band.turned(hashes[index]);
            for (int mask : MASKS) {
                long wanted = own ^ ((long) mask << (Long.SIZE - BAND_BITS));
                int from = band.from(wanted, index);
                int to = band.to(wanted, from);
                for (int at = from; at < to; at++) {
                    accept(band.order[at], index, consumer);
                }
            }
        }
    }

    /** Index 0 has nothing before it, so 0 stands for none. */
    private void accept(int candidate, int index, Consumer consumer) {
        int distance = Long.bitCount(hashes[candidate] ^ hashes[index]);
        if (candidate < index && distance <= RADIUS && foundFor[candidate] != index) {
            foundFor[candidate] = index;
            consumer.accept(candidate, distance);
        }
    }

    private static int[] masks() {
        return IntStream.range(0, VALUES)
                .filter(mask -> Integer.bitCount(mask) <= BAND_RADIUS)
                .toArray();
    }

    /** Indices of hashes, sorted by a band's value, then by the other bits, by the ties, and by themselves. */
    private final class Band {

        private final int shift;
        private final int[] starts = new int[VALUES + 1];
        private final int[] order;

        private Band(int band) {
            this.shift = band * BAND_BITS;
            this.order = IntStream.range(0, hashes.length)
                    .boxed()
                    .sorted((one, other) -> compare(one, turned(hashes[other]), other))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (long hash : hashes) {
                starts[value(turned(hash)) + 1]++;
            }
            for (int value = 0; value < VALUES; value++) {
                starts[value + 1] += starts[value];
            }
        }

        /** The hash with the band as its highest bits. */
        private long turned(long hash) {
            return Long.rotateLeft(hash, shift);
        }

        private static int value(long turned) {
            return (int) (turned >>> (Long.SIZE - BAND_BITS));
        }

        /** Where those begin that have the band's value; of too many, the nearest around where the hash would stand. */
        private int from(long wanted, int index) {
            int start = starts[value(wanted)];
            int end = starts[value(wanted) + 1];
            if (end - start <= MOST_OF_A_VALUE) {
                return start;
            }
            int low = start;
            int high = end;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (compare(order[middle], wanted, index) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return Math.min(Math.max(start, low - MOST_OF_A_VALUE / 2), end - MOST_OF_A_VALUE);
        }

        private int to(long wanted, int from) {
            return Math.min(starts[value(wanted) + 1], from + MOST_OF_A_VALUE);
        }

        /** Where a hash stands against another one, or against what that is with some bits of its band turned over. */
        private int compare(int one, long turned, int other) {
            int order = Long.compareUnsigned(turned(hashes[one]), turned);
            order = order != 0 ? order : Integer.compare(ties[one], ties[other]);
            return order != 0 ? order : Integer.compare(one, other);
        }
    }
}
