package io.github.tlmaven.train;

import io.github.tlmaven.failure.DivergedException;
import java.util.Locale;

/** Ends a training whose numbers are no longer finite, with its place and what to do. */
final class Divergence {

    private static final String ADVICE =
            "lower <learningRate> (a tenth of it is a good next try), add <warmupEpochs>, or set <clipNorm>1</clipNorm>.";

    private Divergence() {}

    /**
     * A step before its update.
     *
     * @param loss mean over the step
     * @param norm of all gradients
     * @param step counted from 0
     */
    record Step(double loss, double norm, int step, double rate) {

        void requireFinite(String label) {
            if (Double.isFinite(loss) && Double.isFinite(norm)) {
                return;
            }
            throw new DivergedException(
                    String.format(
                            Locale.ROOT,
                            "%s: training diverged in step %d: loss %s, gradient norm %s, learning rate %s.",
                            label,
                            step + 1,
                            loss,
                            norm,
                            rate),
                    ADVICE);
        }
    }

    /** The last step of an epoch may leave tensors that no later step computes a loss from. */
    static void requireFinite(String label, EpochResult result) {
        if (Double.isFinite(result.validationLoss())) {
            return;
        }
        throw new DivergedException(
                String.format(
                        Locale.ROOT,
                        "%s: training diverged in epoch %d: validation loss %s, learning rate %s.",
                        label,
                        result.epoch(),
                        result.validationLoss(),
                        result.learningRate()),
                ADVICE);
    }
}
