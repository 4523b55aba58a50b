package io.github.tlmaven.data;

import io.github.tlmaven.spec.DatasetSpec;

/**
 * How large a picture may be. A format's header is held against it before memory is taken for pixels: a file of a few
 * kilobytes may promise gigabytes.
 *
 * @param maxPixels columns × rows, at least 1 and at most {@link DatasetSpec#MOST_PIXELS}
 */
record PixelLimit(int maxPixels) {

    /** Checks the range. */
    PixelLimit {
        if (maxPixels < 1 || maxPixels > DatasetSpec.MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "maxPixels must be 1 to " + DatasetSpec.MOST_PIXELS + ", was " + maxPixels);
        }
    }

    /**
     * Holds a size against the limit.
     *
     * @throws CorruptPictureException if it is empty or above the limit
     */
    void check(int width, int height) throws CorruptPictureException {
        if (width < 1 || height < 1) {
            throw new CorruptPictureException("its header says " + width + " x " + height + " pixels");
        }
        if ((long) width * height > maxPixels) {
            throw new CorruptPictureException("its " + width + " x " + height + " pixels are more than <maxPixels>, "
                    + maxPixels + ": make the picture smaller, or raise <maxPixels> in <dataset>");
        }
    }
}
