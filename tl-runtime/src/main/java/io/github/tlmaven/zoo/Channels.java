package io.github.tlmaven.zoo;

/** Rounding of scaled widths, as MobileNet's and EfficientNet's reference implementations do it. */
final class Channels {

    private static final int DIVISOR = 8;
    /** Rounding down may not lose more than a tenth. */
    private static final double LEAST_SHARE = 0.9;

    private Channels() {}

    /** The multiple of 8 that is nearest to a width, the next one where that would lose more than a tenth. */
    static int rounded(double width) {
        int multiple = Math.max(DIVISOR, (int) (width + DIVISOR / 2.0) / DIVISOR * DIVISOR);
        return multiple < LEAST_SHARE * width ? multiple + DIVISOR : multiple;
    }
}
