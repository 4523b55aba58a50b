package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.digest.Sha256;
import java.nio.ByteBuffer;

/**
 * What the audit remembers of a picture.
 *
 * @param width     in pixels, upright
 * @param height    in pixels, upright
 * @param range     largest minus smallest value of a channel, of the channel where that is most; 0 to 255
 * @param pixels    digest of width, height and pixels
 * @param hash      perceptual hash, see {@link PerceptualHash}
 * @param thumbnail colours of a coarse grid
 */
record Fingerprint(int width, int height, int range, Sha256 pixels, long hash, Thumbnail thumbnail) {

    /** Length of {@link #put}'s bytes. */
    static final int BYTES = 3 * Integer.BYTES + Sha256.BYTES + Long.BYTES + Thumbnail.BYTES;

    /** What JPEG makes of a single colour stays within it. */
    private static final int FLAT_RANGE = 4;

    /** Of a decoded picture. */
    static Fingerprint of(RgbImage picture) {
        Sha256 pixels = Sha256.builder()
                .add(picture.width())
                .add(picture.height())
                .add(picture.rgb())
                .build();
        PerceptualHash reduced = PerceptualHash.of(picture);
        return new Fingerprint(
                picture.width(), picture.height(), range(picture.rgb()), pixels, reduced.hash(), reduced.thumbnail());
    }

    /** Whether there is a single colour. */
    boolean isConstant() {
        return range <= FLAT_RANGE;
    }

    int shorterSide() {
        return Math.min(width, height);
    }

    /** Longer side in shorter ones, 1 or more. */
    double aspectRatio() {
        return (double) Math.max(width, height) / shorterSide();
    }

    void put(ByteBuffer bytes) {
        bytes.putInt(width).putInt(height).putInt(range);
        bytes.put(pixels.toBytes()).putLong(hash).put(thumbnail.toBytes());
    }

    static Fingerprint get(ByteBuffer bytes) {
        int width = bytes.getInt();
        int height = bytes.getInt();
        int range = bytes.getInt();
        byte[] pixels = new byte[Sha256.BYTES];
        bytes.get(pixels);
        long hash = bytes.getLong();
        byte[] grid = new byte[Thumbnail.BYTES];
        bytes.get(grid);
        return new Fingerprint(width, height, range, Sha256.fromBytes(pixels), hash, new Thumbnail(grid));
    }

    private static int range(byte[] rgb) {
        int widest = 0;
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
            int least = 0xFF;
            int most = 0;
            for (int i = channel; i < rgb.length; i += RgbImage.CHANNELS) {
                least = Math.min(least, rgb[i] & 0xFF);
                most = Math.max(most, rgb[i] & 0xFF);
            }
            widest = Math.max(widest, most - least);
        }
        return widest;
    }
}
