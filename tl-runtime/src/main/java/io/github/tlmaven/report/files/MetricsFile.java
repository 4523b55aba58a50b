package io.github.tlmaven.report.files;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.metrics.ClassScore;
import io.github.tlmaven.metrics.ConfusionMatrix;
import io.github.tlmaven.metrics.Interval;
import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.TestTimeAugmentation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * {@code metrics.json}: every score of a cell, or of a seed's folds together. When it is read, figures are computed from
 * the confusion matrix again.
 *
 * @param sets                 scores by evaluation set, in the plan's order
 * @param testTimeAugmentation in which views pictures were judged
 * @param folds                number of folds whose predictions were pooled; absent for those of one model
 */
public record MetricsFile(Map<String, Scores> sets, TestTimeAugmentation testTimeAugmentation, OptionalInt folds) {

    private static final String VIEWS = "test_time_augmentation";
    private static final String FOLDS = "folds";

    /** Copies the map, keeping its order. */
    public MetricsFile {
        sets = ResultFile.ordered(sets);
    }

    /** Scores of one model. */
    public MetricsFile(Map<String, Scores> sets, TestTimeAugmentation testTimeAugmentation) {
        this(sets, testTimeAugmentation, OptionalInt.empty());
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is missing or damaged; says which goal makes it
     */
    public static MetricsFile read(Path file) {
        return ResultFile.read(file, ResultFile.EVALUATION, MetricsFile::parse);
    }

    /** The file's content. */
    public String toText() {
        Map<String, Object> document = new LinkedHashMap<>();
        sets.forEach((name, scores) -> {
            Map<String, Object> members = toJson(scores);
            members.put(VIEWS, testTimeAugmentation.keyword());
            folds.ifPresent(number -> members.put(FOLDS, number));
            document.put(name, members);
        });
        return Json.write(document);
    }

    /** Writes the file whole or not at all. */
    public void write(Path file) {
        AtomicFile.write(file, toText());
    }

    /** Scores as a JSON object, as they stand in {@code metrics.json} and in {@code results.json}; may be added to. */
    public static Map<String, Object> toJson(Scores scores) {
        Interval interval = scores.accuracyInterval();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("pictures", scores.pictures());
        members.put("correct", scores.correct());
        members.put("accuracy", Decimals.shortest(scores.accuracy()));
        members.put("accuracy_low", Decimals.shortest(interval.low()));
        members.put("accuracy_high", Decimals.shortest(interval.high()));
        members.put("macro_f1", Decimals.shortest(scores.macroF1()));
        members.put("macro_precision", Decimals.shortest(scores.macroPrecision()));
        members.put("macro_recall", Decimals.shortest(scores.macroRecall()));
        members.put("log_loss", Decimals.shortest(scores.logLoss()));
        members.put(
                "classes", scores.classes().stream().map(MetricsFile::toJson).toList());
        members.put("confusion", scores.confusion().counts());
        return members;
    }

    private static Map<String, Object> toJson(ClassScore score) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", score.name());
        members.put("support", score.support());
        members.put("precision", Decimals.shortest(score.precision()));
        members.put("recall", Decimals.shortest(score.recall()));
        members.put("f1", Decimals.shortest(score.f1()));
        return members;
    }

    private static MetricsFile parse(String text) throws Json.MalformedException {
        Members document = Members.read(text);
        Map<String, Scores> sets = new LinkedHashMap<>();
        Set<TestTimeAugmentation> views = new LinkedHashSet<>();
        Set<OptionalInt> folds = new LinkedHashSet<>();
        for (String set : document.members().keySet()) {
            sets.put(set, scores(set, document.object(set)));
            views.add(
                    document.object(set).keyword(VIEWS, TestTimeAugmentation.values(), TestTimeAugmentation::keyword));
            folds.add(document.object(set).wholeIntIfThere(FOLDS));
        }
        ResultFile.require(views.size() == 1, VIEWS + " must be the same for all sets, was " + views);
        ResultFile.require(folds.size() == 1, FOLDS + " must be the same for all sets, was " + folds);
        return new MetricsFile(sets, views.iterator().next(), folds.iterator().next());
    }

    private static Scores scores(String set, Members members) {
        List<String> classes = members.objects("classes").stream()
                .map(each -> each.text("name"))
                .toList();
        Scores scores =
                new Scores(new ConfusionMatrix(classes, members.matrix("confusion")), members.number("log_loss"));
        expect(set + ".pictures", members.whole("pictures"), scores.pictures());
        expect(set + ".correct", members.whole("correct"), scores.correct());
        return scores;
    }

    private static void expect(String what, long written, long counted) {
        ResultFile.require(written == counted, what + " is " + written + ", but its confusion matrix holds " + counted);
    }
}
