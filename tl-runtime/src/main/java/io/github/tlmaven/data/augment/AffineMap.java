package io.github.tlmaven.data.augment;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Where each pixel of a result is taken from: (a x + b y + c, d x + e y + f) for the point (x, y), in pixels from the
 * top left corner. It is the inverse of what happens to the picture, as PIL's {@code Image.transform} takes it.
 */
record AffineMap(double a, double b, double c, double d, double e, double f) {

    /** Digits that PIL keeps of sines and cosines, so that a quarter turn is exact. */
    private static final int PIL_DIGITS = 15;

    /**
     * What happens to a picture, with the words and units of torchvision's {@code affine}.
     *
     * @param degrees    turned clockwise about the centre
     * @param translateX moved to the right, in pixels
     * @param translateY moved down, in pixels
     * @param scale      factor of its size, above 0
     * @param shearX     degrees of shear along x
     * @param shearY     degrees of shear along y
     */
    record Motion(double degrees, int translateX, int translateY, double scale, double shearX, double shearY) {

        static Motion sheared(double degreesX, double degreesY) {
            return new Motion(0, 0, 0, 1, degreesX, degreesY);
        }

        static Motion translated(int x, int y) {
            return new Motion(0, x, y, 1, 0, 0);
        }
    }

    /** PIL's {@code Image.rotate} about the centre of a picture, counter-clockwise. */
    static AffineMap rotation(double degrees, int width, int height) {
        double angle = -Math.toRadians(degrees);
        double cos = rounded(StrictMath.cos(angle));
        double sin = rounded(StrictMath.sin(angle));
        double centerX = width / 2.0;
        double centerY = height / 2.0;
        double c = cos * -centerX + sin * -centerY + centerX;
        double f = -sin * -centerX + cos * -centerY + centerY;
        return new AffineMap(cos, sin, c, -sin, cos, f);
    }

    private static double rounded(double value) {
        return new BigDecimal(value)
                .setScale(PIL_DIGITS, RoundingMode.HALF_EVEN)
                .doubleValue();
    }

    /** Torchvision's {@code _get_inverse_affine_matrix} about a point. StrictMath gives the same bits on every platform. */
    static AffineMap inverse(Motion motion, double centerX, double centerY) {
        double angle = Math.toRadians(motion.degrees());
        double shearX = Math.toRadians(motion.shearX());
        double shearY = Math.toRadians(motion.shearY());
        double cos = StrictMath.cos(angle - shearY) / StrictMath.cos(shearY);
        double sin = StrictMath.sin(angle - shearY) / StrictMath.cos(shearY);
        double tan = StrictMath.tan(shearX);
        double a = (-sin * tan + StrictMath.cos(angle)) / motion.scale();
        double b = (cos * tan + StrictMath.sin(angle)) / motion.scale();
        double d = -sin / motion.scale();
        double e = cos / motion.scale();
        double left = -centerX - motion.translateX();
        double up = -centerY - motion.translateY();
        return new AffineMap(a, b, a * left + b * up + centerX, d, e, d * left + e * up + centerY);
    }
}
