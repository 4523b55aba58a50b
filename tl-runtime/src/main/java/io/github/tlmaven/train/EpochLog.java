package io.github.tlmaven.train;

import io.github.tlmaven.engine.Log;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Progress of one training: a line an epoch but never two within ten seconds, and one at the end. */
final class EpochLog {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Log log;
    private final String label;
    private final int epochs;
    private final int pictures;
    private final double before;
    private final long start = System.nanoTime();
    private long lastLine = start;

    /**
     * Starts the clock.
     *
     * @param setup    its label begins every line
     * @param pictures of an epoch
     * @param before   epochs that another process has trained, which the clock knows nothing of
     */
    EpochLog(Log log, Trainer.Setup setup, int pictures, double before) {
        this.log = log;
        this.label = setup.label();
        this.epochs = setup.spec().epochs();
        this.pictures = pictures;
        this.before = before;
    }

    /** An epoch is over. */
    void epoch(EpochResult result) {
        long now = System.nanoTime();
        if (now - lastLine < INTERVAL_NANOS || result.epoch() == epochs) {
            return;
        }
        lastLine = now;
        double seconds = (now - start) / NANOS_PER_SECOND;
        double timed = result.epoch() - before;
        log.info(String.format(
                Locale.ROOT,
                "%s epoch %d/%d: train loss %.4f, validation loss %.4f, accuracy %.3f; %.0f pictures/s, %.0f s left",
                label,
                result.epoch(),
                epochs,
                result.trainLoss(),
                result.validationLoss(),
                result.validationAccuracy(),
                timed * pictures / seconds,
                seconds / timed * (epochs - result.epoch())));
    }

    /** The training is over after so many epochs, and one of them is kept. */
    void end(int trained, EpochResult kept) {
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        log.info(String.format(
                Locale.ROOT,
                "%s %s epochs%s in %.1f s; kept epoch %d: validation loss %.4f, accuracy %.3f",
                label,
                trained == epochs ? String.valueOf(trained) : trained + " of " + epochs,
                before == 0 ? "" : String.format(Locale.ROOT, ", the last %.1f of them", trained - before),
                seconds,
                kept.epoch(),
                kept.validationLoss(),
                kept.validationAccuracy()));
    }
}
