package io.github.tlmaven.engine;

import java.nio.charset.StandardCharsets;

/**
 * Random numbers as a function of what they are for: (seed, purpose, epoch, item) fixes the whole sequence, whoever
 * draws it, in whatever order and on however many threads. Counter-based: the k-th number is splitmix64's finaliser
 * (Steele, Lea and Flood 2014) of key + k × golden ratio. An instance is a cursor on that sequence and belongs to one
 * thread; make one where it is needed.
 */
public final class Draws {

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final int DOUBLE_BITS = 53;

    /** Numbers of 64 bits that {@link #nextGaussian} takes. */
    public static final int NUMBERS_OF_GAUSSIAN = 2;

    /** Numbers of 64 bits that {@link #nextDouble()} takes. */
    public static final int NUMBERS_OF_DOUBLE = 1;

    /** What random numbers are for. Two purposes never share numbers, even with the same seed. */
    public enum Purpose {
        /** First values of new parameters; the item is the parameter's name. */
        INITIALISATION,
        /** Order of the training pictures in an epoch. */
        ORDER,
        /** Choices of an augmentation; the item is the picture. */
        AUGMENTATION,
        /** Dropout masks; the item is the picture. */
        DROPOUT,
        /** With which other picture one is mixed and how; the item is the picture. */
        MIXING
    }

    private final long key;
    private long counter;

    private Draws(long key) {
        this.key = key;
    }

    /**
     * The sequence of a purpose.
     *
     * @param seed  the cell's or the split's seed
     * @param epoch counted from 0; 0 where there is none
     * @param item  the picture's path or the parameter's name
     */
    public static Draws of(long seed, Purpose purpose, long epoch, String item) {
        long key = mix(seed + GOLDEN_GAMMA);
        key = mix(key ^ hash(purpose.name()));
        key = mix(key ^ mix(epoch + GOLDEN_GAMMA));
        return new Draws(mix(key ^ hash(item)));
    }

    private static long hash(String text) {
        long hash = FNV_OFFSET;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /**
     * A cursor of its own on the same sequence, further on, so that several threads can draw from one.
     *
     * @param numbers of 64 bits that it skips, 0 or more
     */
    public Draws ahead(long numbers) {
        Draws ahead = new Draws(key);
        ahead.counter = counter + numbers;
        return ahead;
    }

    /** The next 64 bits. */
    public long nextLong() {
        counter++;
        return mix(key + counter * GOLDEN_GAMMA);
    }

    /** The next number, uniform in [0, 1), a multiple of 2⁻⁵³. */
    public double nextDouble() {
        return uniform(nextLong());
    }

    /** What 64 random bits are as a number in [0, 1), a multiple of 2⁻⁵³: the highest decide. */
    public static double uniform(long bits) {
        return (bits >>> (Long.SIZE - DOUBLE_BITS)) * 0x1.0p-53;
    }

    /** The next number, uniform in [low, high). */
    public double nextDouble(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /**
     * The next number of the standard normal law (Box and Muller 1958). {@link StrictMath} gives the same bits on every
     * platform.
     */
    public double nextGaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    /**
     * The next whole number, uniform in [0, bound): multiply-shift with rejection (Lemire 2019), so without bias.
     *
     * @param bound above 0
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be above 0, was " + bound);
        }
        long threshold = Integer.remainderUnsigned(-bound, bound) & 0xFFFFFFFFL;
        while (true) {
            long product = (nextLong() >>> Integer.SIZE) * bound;
            if ((product & 0xFFFFFFFFL) >= threshold) {
                return (int) (product >>> Integer.SIZE);
            }
        }
    }

    /** A permutation of 0 … size-1, each equally likely (Fisher and Yates). */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
