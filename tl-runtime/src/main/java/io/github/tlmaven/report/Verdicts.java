package io.github.tlmaven.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in words what the intervals allow to say, and nothing beyond. */
final class Verdicts {

    private Verdicts() {}

    /** One sentence a set on which at least two experiments can be compared. */
    static List<String> of(Results results) {
        List<String> sentences = new ArrayList<>();
        for (String set : results.sets()) {
            sentence(results, set).ifPresent(sentences::add);
        }
        return sentences;
    }

    private static Optional<String> sentence(Results results, String set) {
        List<Scored> all = results.experiments().stream()
                .flatMap(each -> each.summary(set).stream()
                        .map(summary -> new Scored(each.experiment().id(), summary)))
                .toList();
        if (all.size() < 2) {
            return Optional.empty();
        }
        Scored best = all.get(0);
        for (Scored each : all) {
            best = each.summary.accuracy() > best.summary.accuracy() ? each : best;
        }
        return Optional.of(sentence(set, best, all));
    }

    private static String sentence(String set, Scored best, List<Scored> all) {
        List<String> together = new ArrayList<>();
        for (Scored each : all) {
            boolean same = each.summary.accuracyInterval().overlaps(best.summary.accuracyInterval());
            if (!each.id.equals(best.id) && same) {
                together.add(each.id);
            }
        }
        String begin = "On " + set + ", " + best.id + " has the highest mean accuracy ("
                + Format.share(best.summary.accuracy()) + ")";
        if (together.isEmpty()) {
            return begin + ", and its interval overlaps no other.";
        }
        return begin + ", but its interval overlaps "
                + (together.size() == 1 ? "that of " : "those of ") + Format.listed(together) + ": with "
                + Format.count(best.summary.pictures()) + " pictures they cannot be told apart by these intervals.";
    }

    private record Scored(String id, Summary summary) {}
}
