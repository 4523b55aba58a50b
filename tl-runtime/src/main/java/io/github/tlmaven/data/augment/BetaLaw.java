package io.github.tlmaven.data.augment;

import io.github.tlmaven.engine.Draws;

/**
 * Numbers of a beta distribution as the share of one of two gamma variates (Marsaglia and Tsang 2000). Logarithms
 * throughout, because for small parameters both variates vanish. StrictMath gives the same bits on every platform.
 */
final class BetaLaw {

    /** Constants of Marsaglia and Tsang's method. */
    private static final double THIRD = 1.0 / 3.0;

    private static final double NINE = 9;

    private BetaLaw() {}

    /**
     * A number in [0, 1] of the law with two equal parameters.
     *
     * @param alpha above 0
     */
    static double symmetric(double alpha, Draws draws) {
        double first = logGamma(alpha, draws);
        double second = logGamma(alpha, draws);
        return 1 / (1 + StrictMath.exp(second - first));
    }

    /** Logarithm of a gamma variate of scale 1; below a shape of 1 by way of the shape one higher. */
    private static double logGamma(double shape, Draws draws) {
        double boosted = shape < 1 ? shape + 1 : shape;
        double log = atLeastOne(boosted, draws);
        return shape < 1 ? log + StrictMath.log(1 - draws.nextDouble()) / shape : log;
    }

    private static double atLeastOne(double shape, Draws draws) {
        double d = shape - THIRD;
        double c = 1 / Math.sqrt(NINE * d);
        while (true) {
            double normal = draws.nextGaussian();
            double root = 1 + c * normal;
            if (root <= 0) {
                continue;
            }
            double cube = root * root * root;
            double uniform = 1 - draws.nextDouble();
            if (StrictMath.log(uniform) < normal * normal / 2 + d - d * cube + d * StrictMath.log(cube)) {
                return StrictMath.log(d * cube);
            }
        }
    }
}
