package io.github.tlmaven.data;

import io.github.tlmaven.data.ResampleWeights.Line;
import io.github.tlmaven.spec.Preprocessing.Interpolation;

/** Torchvision's geometric transforms, with its rounding. Every method returns a new picture, or the given one unchanged. */
public final class Geometry {

    private Geometry() {}

    /**
     * Resizes so that the short side has a length; the long side keeps the aspect ratio, rounded down
     * ({@code torchvision.transforms.Resize} with one number).
     *
     * @param shortSide in pixels, at least 1
     */
    public static RgbImage resizeShortSide(RgbImage picture, int shortSide, Interpolation interpolation) {
        int width = resized(picture.width(), picture, shortSide);
        int height = resized(picture.height(), picture, shortSide);
        return Resampler.resize(picture, width, height, interpolation);
    }

    /** {@link #resizeShortSide} and {@link #centerCrop} in one, without computing what is cut off. */
    public static RgbImage resizeAndCenterCrop(RgbImage picture, int shortSide, int side, Interpolation interpolation) {
        return resizeAndCrop(picture, shortSide, side, interpolation, EvalView.PLAIN);
    }

    /**
     * {@link #resizeShortSide} and one of the crops of {@code torchvision.transforms.TenCrop} in one, without computing
     * what is cut off. Black surrounds a picture that is smaller.
     *
     * @param side in pixels, at least 1
     */
    static RgbImage resizeAndCrop(
            RgbImage picture, int shortSide, int side, Interpolation interpolation, EvalView view) {
        int width = resized(picture.width(), picture, shortSide);
        int height = resized(picture.height(), picture, shortSide);
        RgbImage square;
        if (width < side || height < side) {
            RgbImage padded = pad(Resampler.resize(picture, width, height, interpolation), side);
            int left = view.left(padded.width(), side);
            square = crop(padded, new Region(left, view.top(padded.height(), side), side, side));
        } else {
            Line columns = new Line(picture.width(), width, view.left(width, side), side);
            Line rows = new Line(picture.height(), height, view.top(height, side), side);
            square = Resampler.resize(picture, columns, rows, interpolation);
        }
        return view.mirrored() ? flipHorizontally(square) : square;
    }

    private static int resized(int length, RgbImage picture, int shortSide) {
        int shortest = Math.min(picture.width(), picture.height());
        return length == shortest ? shortSide : (int) ((double) ((long) shortSide * length) / shortest);
    }

    /** Where a centred part begins; a half goes to the even neighbour. */
    static int centered(int length, int part) {
        return (int) Math.rint((length - part) / 2.0);
    }

    /**
     * The square in the middle ({@code torchvision.transforms.CenterCrop}); a half pixel goes to the even neighbour.
     * Black surrounds a picture that is smaller.
     *
     * @param side in pixels, at least 1
     */
    public static RgbImage centerCrop(RgbImage picture, int side) {
        RgbImage padded = pad(picture, side);
        int top = centered(padded.height(), side);
        int left = centered(padded.width(), side);
        return crop(padded, new Region(left, top, side, side));
    }

    private static RgbImage pad(RgbImage picture, int side) {
        int width = Math.max(picture.width(), side);
        int height = Math.max(picture.height(), side);
        if (width == picture.width() && height == picture.height()) {
            return picture;
        }
        int left = (width - picture.width()) / 2;
        int top = (height - picture.height()) / 2;
        byte[] rgb = new byte[width * height * RgbImage.CHANNELS];
        int rowBytes = picture.width() * RgbImage.CHANNELS;
        for (int y = 0; y < picture.height(); y++) {
            int to = ((top + y) * width + left) * RgbImage.CHANNELS;
            System.arraycopy(picture.rgb(), y * rowBytes, rgb, to, rowBytes);
        }
        return new RgbImage(width, height, rgb);
    }

    /**
     * A rectangle of a picture, in pixels.
     *
     * @param left   column where it begins, counted from 0
     * @param top    row where it begins, counted from 0
     * @param width  at least 1
     * @param height at least 1
     */
    public record Region(int left, int top, int width, int height) {
        /** Checks the ranges. */
        public Region {
            if (left < 0 || top < 0 || width < 1 || height < 1) {
                throw new IllegalArgumentException("not a region: " + left + ", " + top + ", " + width + ", " + height);
            }
        }
    }

    /**
     * Cuts a rectangle out.
     *
     * @throws IllegalArgumentException if it reaches past the picture
     */
    public static RgbImage crop(RgbImage picture, Region region) {
        int width = region.width();
        int height = region.height();
        if (region.left() + width > picture.width() || region.top() + height > picture.height()) {
            throw new IllegalArgumentException(
                    region + " reaches past a picture of " + picture.width() + " x " + picture.height());
        }
        if (width == picture.width() && height == picture.height()) {
            return picture;
        }
        int rowBytes = width * RgbImage.CHANNELS;
        byte[] rgb = new byte[height * rowBytes];
        for (int y = 0; y < height; y++) {
            int from = ((region.top() + y) * picture.width() + region.left()) * RgbImage.CHANNELS;
            System.arraycopy(picture.rgb(), from, rgb, y * rowBytes, rowBytes);
        }
        return new RgbImage(width, height, rgb);
    }

    /** Swaps left and right. */
    public static RgbImage flipHorizontally(RgbImage picture) {
        return Orientation.MIRROR.apply(picture);
    }

    /** Swaps top and bottom. */
    public static RgbImage flipVertically(RgbImage picture) {
        return Orientation.FLIP.apply(picture);
    }
}
