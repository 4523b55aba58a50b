package io.github.tlmaven.data.augment;

import io.github.tlmaven.data.RgbImage;

/**
 * Rotation of hue as torchvision's {@code adjust_hue} over PIL does it: to HSV in bytes, the hue's byte shifted, and
 * back. The detour alone changes samples slightly, also with a factor of 0. The mix of float and double is PIL's.
 */
public final class Hue {

    private static final double SECTORS = 6.0;
    private static final double MAX = Samples.MAX;
    private static final double LARGEST_FACTOR = 0.5;

    private Hue() {}

    /**
     * Turns every colour around the circle.
     *
     * @param factor part of the whole circle, from -0.5 to 0.5
     */
    public static RgbImage adjust(RgbImage picture, double factor) {
        if (!(Math.abs(factor) <= LARGEST_FACTOR)) {
            throw new IllegalArgumentException("factor must be -0.5 to 0.5, was " + factor);
        }
        int shift = (int) (factor * Samples.MAX);
        byte[] in = picture.rgb();
        byte[] out = new byte[in.length];
        for (int i = 0; i < in.length; i += RgbImage.CHANNELS) {
            shift(in, out, i, shift);
        }
        return new RgbImage(picture.width(), picture.height(), out);
    }

    private static void shift(byte[] in, byte[] out, int at, int shift) {
        int red = in[at] & 0xFF;
        int green = in[at + 1] & 0xFF;
        int blue = in[at + 2] & 0xFF;
        int value = Math.max(red, Math.max(green, blue));
        int chroma = value - Math.min(red, Math.min(green, blue));
        int saturation = chroma == 0 ? 0 : (int) ((float) chroma / value * MAX);
        if (saturation == 0) {
            out[at] = (byte) value;
            out[at + 1] = (byte) value;
            out[at + 2] = (byte) value;
            return;
        }
        int hue = (hue(red, green, blue, chroma) + shift) & 0xFF;
        write(out, at, hue, saturation, value);
    }

    private static int hue(int red, int green, int blue, int chroma) {
        int value = Math.max(red, Math.max(green, blue));
        float toRed = (float) (value - red) / chroma;
        float toGreen = (float) (value - green) / chroma;
        float toBlue = (float) (value - blue) / chroma;
        float sector;
        if (red == value) {
            sector = toBlue - toGreen;
        } else if (green == value) {
            sector = (float) (2.0 + toRed - toBlue);
        } else {
            sector = (float) (4.0 + toGreen - toRed);
        }
        float turn = (float) ((sector / SECTORS + 1.0) % 1.0);
        return Samples.clip((int) (turn * MAX));
    }

    private static void write(byte[] out, int at, int hue, int saturation, int value) {
        double position = hue * SECTORS / MAX;
        int sector = (int) position;
        float fraction = (float) (position - sector);
        float share = (float) (saturation / MAX);
        byte v = (byte) value;
        byte p = rounded(value * (1.0 - share));
        byte q = rounded(value * (1.0 - share * fraction));
        byte t = rounded(value * (1.0 - share * (1.0 - fraction)));
        switch (sector) {
            case 1 -> write(out, at, q, v, p);
            case 2 -> write(out, at, p, v, t);
            case 3 -> write(out, at, p, q, v);
            case 4 -> write(out, at, t, p, v);
            case 5 -> write(out, at, v, p, q);
            default -> write(out, at, v, t, p); // 0, and 6, where the circle closes
        }
    }

    private static byte rounded(double value) {
        return (byte) Samples.clip((int) Math.floor(value + 0.5));
    }

    private static void write(byte[] out, int at, byte red, byte green, byte blue) {
        out[at] = red;
        out[at + 1] = green;
        out[at + 2] = blue;
    }
}
