package io.github.tlmaven.train;

/**
 * Focal loss of softmax(logits) (Lin et al. 2017, equation 5, over classes as in its appendix for soft targets): the sum
 * over classes of −w t (1 − p)ᵞ log p, where t is the target and w the class's weight, α in the paper. With γ = 0 it is
 * cross-entropy with the same weights, and it is divided by the same number.
 */
final class FocalLoss implements Loss {

    private final double gamma;
    private final ClassFactors factors;

    /**
     * A loss.
     *
     * @param gamma γ, 0 or more
     */
    FocalLoss(double gamma, ClassFactors factors) {
        this.gamma = gamma;
        this.factors = factors;
    }

    @Override
    public Result evaluate(float[] logits, Targets targets, double scale) {
        int classes = logits.length / targets.size();
        float[] gradient = new float[logits.length];
        double sum = 0;
        for (int row = 0; row < targets.size(); row++) {
            int start = row * classes;
            double[] logProbabilities = Softmax.logProbabilities(logits, start, classes);
            double[] slopes = new double[classes];
            double slope = 0;
            for (int k = 0; k < classes; k++) {
                double weight = factors.of(k) * targets.probability(row, k) * targets.weight(row);
                double others = -StrictMath.expm1(logProbabilities[k]);
                sum -= weight * StrictMath.pow(others, gamma) * logProbabilities[k];
                slopes[k] = weight * slope(logProbabilities[k], others);
                slope += slopes[k];
            }
            for (int k = 0; k < classes; k++) {
                double probability = StrictMath.exp(logProbabilities[k]);
                gradient[start + k] = (float) ((slopes[k] - slope * probability) * scale);
            }
        }
        return new Result(sum, gradient);
    }

    /**
     * Derivative of −(1 − p)ᵞ log p by log p: γ p (1 − p)ᵞ⁻¹ log p − (1 − p)ᵞ.
     *
     * @param others 1 − p
     */
    private double slope(double logProbability, double others) {
        if (gamma == 0) {
            return -1;
        }
        if (others == 0) {
            return 0; // the limit, where the formula has 0 · ∞
        }
        double power = StrictMath.pow(others, gamma);
        return power * (gamma * StrictMath.exp(logProbability) * logProbability / others - 1);
    }

    @Override
    public double divisor(Targets targets) {
        return factors.divisor(targets);
    }
}
