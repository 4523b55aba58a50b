package io.github.tlmaven.data;

import io.github.tlmaven.data.TiffStructure.Alpha;
import io.github.tlmaven.data.TiffStructure.Colours;

/**
 * Makes RGB of a TIFF file's samples as PIL does: of 16 bits the high byte counts, fewer than 8 bits are spread over
 * 0…255, transparency is composited onto white.
 */
final class TiffColours {

    private final TiffStructure structure;
    private final Alpha alpha;
    private final long[] palette;

    TiffColours(TiffStructure structure) throws CorruptPictureException {
        this.structure = structure;
        this.alpha = structure.alpha();
        this.palette = structure.colours() == Colours.PALETTE ? structure.palette() : new long[0];
    }

    /** Writes pixels of samples in the file's depth, beginning at an index of the target. */
    void write(int[] samples, byte[] rgb, int start) {
        int to = start;
        for (int from = 0; from < samples.length; from += structure.samples(), to += RgbImage.CHANNELS) {
            for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
                rgb[to + channel] = channel(samples, from, channel);
            }
        }
    }

    private byte channel(int[] samples, int from, int channel) {
        int opacity = alpha == Alpha.NONE
                ? SampleMath.MAX
                : eight(samples[from + structure.colours().samples()]);
        return switch (structure.colours()) {
            case GREY -> visible(eight(samples[from]), opacity);
            case INVERSE_GREY -> visible(SampleMath.MAX - eight(samples[from]), opacity);
            case COLOUR -> visible(eight(samples[from + channel]), opacity);
            case PALETTE ->
                visible((int) palette[(channel << structure.bits()) + samples[from]] >>> Byte.SIZE, opacity);
            case CMYK -> SampleMath.fromInk(eight(samples[from + channel]), eight(samples[from + 3]));
        };
    }

    private byte visible(int value, int opacity) {
        return SampleMath.onWhite(alpha == Alpha.ASSOCIATED ? SampleMath.unmultiplied(value, opacity) : value, opacity);
    }

    private int eight(int sample) {
        int bits = structure.bits();
        return bits > Byte.SIZE ? sample >>> Byte.SIZE : sample * SampleMath.MAX / ((1 << bits) - 1);
    }
}
