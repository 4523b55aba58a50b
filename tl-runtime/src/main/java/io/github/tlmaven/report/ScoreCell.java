package io.github.tlmaven.report;

import io.github.tlmaven.metrics.Scores;
import java.util.Optional;

/**
 * A summary as a table shows it; dashes where there is none.
 *
 * @param accuracy mean
 * @param interval of the mean
 * @param macroF1  mean
 * @param logLoss  mean
 */
public record ScoreCell(String accuracy, String interval, String macroF1, String logLoss) {

    private static final ScoreCell NONE = new ScoreCell("–", "", "–", "–");

    static ScoreCell of(Optional<Summary> summary) {
        return summary.map(each -> new ScoreCell(
                        Format.share(each.accuracy()),
                        Format.range(each.accuracyInterval()),
                        Format.share(each.mean(Scores::macroF1)),
                        Format.share(each.mean(Scores::logLoss))))
                .orElse(NONE);
    }
}
