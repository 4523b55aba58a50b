package io.github.tlmaven.data;

import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.engine.Draws;

/**
 * Which rectangle of a picture a random resized crop takes: torchvision's {@code RandomResizedCrop.get_params} over
 * this project's draws. Ten tries of an area uniform in {@code scale} and an aspect ratio uniform in its logarithm;
 * then the largest central rectangle of an allowed ratio.
 *
 * @param minScale smallest share of the picture's area, above 0
 * @param maxScale largest share of the picture's area, at most 1
 * @param minRatio smallest width / height
 * @param maxRatio largest width / height
 */
public record RandomResizedCrop(double minScale, double maxScale, double minRatio, double maxRatio) {

    private static final int TRIES = 10;

    /** A rectangle; the same for the same draws. StrictMath, since Math may round differently on other processors. */
    public Region choose(int width, int height, Draws draws) {
        double logMin = StrictMath.log(minRatio);
        double logMax = StrictMath.log(maxRatio);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            double area = (double) width * height * draws.nextDouble(minScale, maxScale);
            double ratio = StrictMath.exp(draws.nextDouble(logMin, logMax));
            int w = (int) Math.rint(Math.sqrt(area * ratio));
            int h = (int) Math.rint(Math.sqrt(area / ratio));
            if (w > 0 && w <= width && h > 0 && h <= height) {
                int top = draws.nextInt(height - h + 1);
                int left = draws.nextInt(width - w + 1);
                return new Region(left, top, w, h);
            }
        }
        return central(width, height);
    }

    /** For pictures so narrow that no try succeeded. */
    private Region central(int width, int height) {
        double ratio = (double) width / height;
        int w = ratio > maxRatio ? (int) Math.rint(height * maxRatio) : width;
        int h = ratio < minRatio ? (int) Math.rint(width / minRatio) : height;
        return new Region((width - w) / 2, (height - h) / 2, w, h);
    }
}
