package io.github.tlmaven.failure;

import java.util.Locale;

/** Numbers of bytes, fit for a message or a table: in MiB, 2^20 of them, with one decimal. */
public final class Mebibytes {

    private static final double BYTES = 1 << 20;

    private Mebibytes() {}

    /** With the unit: {@code 1.5 MiB}. */
    public static String of(long bytes) {
        return number(bytes) + " MiB";
    }

    /** Where the unit stands elsewhere: {@code 1.5}. */
    public static String number(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / BYTES);
    }
}
