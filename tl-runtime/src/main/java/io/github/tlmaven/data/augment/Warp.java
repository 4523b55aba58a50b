package io.github.tlmaven.data.augment;

import io.github.tlmaven.data.Geometry;
import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.data.augment.AffineMap.Motion;
import io.github.tlmaven.spec.Resampling;

/**
 * Rotation, shear, translation and scaling within a picture's frame, equal to torchvision's over PIL's
 * {@code Image.transform}: nothing is antialiased, and what comes from outside is black.
 */
public final class Warp {

    private static final int FULL_TURN = 360;
    private static final int HALF_TURN = 180;

    /** Fractional bits of PIL's positions where it takes the nearest pixel. */
    private static final int POSITION_BITS = 16;

    private static final double POSITION_ONE = 1 << POSITION_BITS;
    private static final int OUTSIDE = -1;

    private Warp() {}

    /**
     * Turns about the centre.
     *
     * @param degrees counter-clockwise
     */
    public static RgbImage rotate(RgbImage picture, double degrees, Resampling sampling) {
        double turn = degrees - FULL_TURN * Math.floor(degrees / FULL_TURN);
        if (turn == 0) {
            return picture;
        }
        if (turn == HALF_TURN) {
            return Geometry.flipVertically(Geometry.flipHorizontally(picture));
        }
        return apply(picture, AffineMap.rotation(turn, picture.width(), picture.height()), sampling);
    }

    /** Shears by the tangents of two angles and keeps the top left corner, as RandAugment does. */
    static RgbImage shear(RgbImage picture, double tangentX, double tangentY, Resampling sampling) {
        double degreesX = Math.toDegrees(StrictMath.atan(tangentX));
        double degreesY = Math.toDegrees(StrictMath.atan(tangentY));
        return apply(picture, AffineMap.inverse(Motion.sheared(degreesX, degreesY), 0, 0), sampling);
    }

    /** Moves a picture; the centre is where it turns and grows from. */
    static RgbImage move(RgbImage picture, Motion motion, Resampling sampling) {
        return apply(picture, AffineMap.inverse(motion, picture.width() * 0.5, picture.height() * 0.5), sampling);
    }

    static RgbImage apply(RgbImage picture, AffineMap map, Resampling sampling) {
        return switch (sampling) {
            case NEAREST -> map.b() == 0 && map.d() == 0 ? nearestAligned(picture, map) : nearest(picture, map);
            case BILINEAR -> bilinear(picture, map);
        };
    }

    /** Rows stay rows and columns columns. PIL adds up positions in floating point here. */
    private static RgbImage nearestAligned(RgbImage picture, AffineMap map) {
        int[] columns = positions(map.c() + map.a() * 0.5, map.a(), picture.width());
        int[] rows = positions(map.f() + map.e() * 0.5, map.e(), picture.height());
        byte[] out = new byte[picture.rgb().length];
        int to = 0;
        for (int row : rows) {
            for (int column : columns) {
                if (row != OUTSIDE && column != OUTSIDE) {
                    copy(picture, column, row, out, to);
                }
                to += RgbImage.CHANNELS;
            }
        }
        return new RgbImage(picture.width(), picture.height(), out);
    }

    private static int[] positions(double start, double step, int length) {
        int[] positions = new int[length];
        double at = start;
        for (int i = 0; i < length; i++) {
            positions[i] = at >= 0 && at < length ? (int) at : OUTSIDE;
            at += step;
        }
        return positions;
    }

    /** PIL takes positions in fixed point. */
    private static RgbImage nearest(RgbImage picture, AffineMap map) {
        int width = picture.width();
        int height = picture.height();
        byte[] out = new byte[picture.rgb().length];
        long rowX = fixed(map.c() + map.a() * 0.5 + map.b() * 0.5);
        long rowY = fixed(map.f() + map.d() * 0.5 + map.e() * 0.5);
        long stepX = fixed(map.a());
        long stepY = fixed(map.d());
        int to = 0;
        for (int y = 0; y < height; y++) {
            long x = rowX;
            long line = rowY;
            for (int i = 0; i < width; i++) {
                long column = x >> POSITION_BITS;
                long row = line >> POSITION_BITS;
                if (column >= 0 && column < width && row >= 0 && row < height) {
                    copy(picture, (int) column, (int) row, out, to);
                }
                to += RgbImage.CHANNELS;
                x += stepX;
                line += stepY;
            }
            rowX += fixed(map.b());
            rowY += fixed(map.e());
        }
        return new RgbImage(width, height, out);
    }

    private static long fixed(double value) {
        return (long) Math.floor(value * POSITION_ONE + 0.5);
    }

    private static void copy(RgbImage picture, int column, int row, byte[] out, int to) {
        int from = (row * picture.width() + column) * RgbImage.CHANNELS;
        out[to] = picture.rgb()[from];
        out[to + 1] = picture.rgb()[from + 1];
        out[to + 2] = picture.rgb()[from + 2];
    }

    private static RgbImage bilinear(RgbImage picture, AffineMap map) {
        int width = picture.width();
        int height = picture.height();
        byte[] out = new byte[picture.rgb().length];
        int to = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double column = map.a() * (x + 0.5) + map.b() * (y + 0.5) + map.c();
                double row = map.d() * (x + 0.5) + map.e() * (y + 0.5) + map.f();
                if (column >= 0 && column < width && row >= 0 && row < height) {
                    interpolate(picture, column - 0.5, row - 0.5, out, to);
                }
                to += RgbImage.CHANNELS;
            }
        }
        return new RgbImage(width, height, out);
    }

    /** Between four pixels; those beyond the border repeat it. Rounded towards zero, as PIL does. */
    private static void interpolate(RgbImage picture, double x, double y, byte[] out, int to) {
        int width = picture.width();
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double dx = x - left;
        double dy = y - top;
        int x0 = Math.max(left, 0);
        int x1 = Math.min(left + 1, width - 1);
        int y0 = Math.max(top, 0);
        int y1 = Math.min(top + 1, picture.height() - 1);
        byte[] in = picture.rgb();
        int topLeft = (y0 * width + x0) * RgbImage.CHANNELS;
        int topRight = (y0 * width + x1) * RgbImage.CHANNELS;
        int bottomLeft = (y1 * width + x0) * RgbImage.CHANNELS;
        int bottomRight = (y1 * width + x1) * RgbImage.CHANNELS;
        for (int c = 0; c < RgbImage.CHANNELS; c++) {
            double above = between(in[topLeft + c] & 0xFF, in[topRight + c] & 0xFF, dx);
            double below = between(in[bottomLeft + c] & 0xFF, in[bottomRight + c] & 0xFF, dx);
            out[to + c] = (byte) (int) (above + (below - above) * dy);
        }
    }

    private static double between(int from, int to, double share) {
        return from + (to - from) * share;
    }
}
