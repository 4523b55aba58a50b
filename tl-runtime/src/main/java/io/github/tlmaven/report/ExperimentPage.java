package io.github.tlmaven.report;

import io.github.tlmaven.failure.Mebibytes;
import io.github.tlmaven.report.files.HistoryFile.HistoryRow;
import io.github.tlmaven.report.files.RunFile.Skipped;
import io.github.tlmaven.report.svg.LearningCurves;
import io.github.tlmaven.report.svg.LearningCurves.Curve;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What {@code <experiment>/index.html} shows.
 *
 * @param results of the whole plan
 * @param result  of this experiment
 */
public record ExperimentPage(Results results, ExperimentResult result) {

    /**
     * A model, or several together, as a row.
     *
     * @param models seed, and fold or all folds; or {@code mean}
     * @param kept   epoch that was kept; empty where there are several models
     * @param scores one a set
     * @param kind   CSS class
     */
    public record SeedRow(String models, String kept, List<ScoreCell> scores, String kind) {}

    /**
     * The figures of all trainings, of which those of folds tell much the same, and would hide what stands below.
     *
     * @param shown  at once
     * @param others when they are asked for
     */
    public record Figures(List<Figure> shown, List<Figure> others) {}

    /**
     * A training's figure.
     *
     * @param training seed, and fold where there is one
     * @param chart    SVG
     * @param rows     the same figures as a table
     */
    public record Figure(String training, String chart, List<EpochRow> rows) {}

    /**
     * An epoch as a row.
     *
     * @param epoch        from 1
     * @param stage        what was trained
     * @param learningRate with three significant digits
     * @param trainLoss    with three decimals
     * @param validLoss    with three decimals
     * @param accuracy     with three decimals
     */
    public record EpochRow(
            int epoch, String stage, String learningRate, String trainLoss, String validLoss, String accuracy) {}

    /** The experiment's id. */
    public String id() {
        return result.experiment().id();
    }

    /** A line under the title. */
    public String subtitle() {
        return result.experiment().model().name() + ", " + result.method();
    }

    /** What is missing of this experiment. */
    public List<Missing> missing() {
        return results.missing().stream()
                .filter(each -> each.cell().experiment().equals(id()))
                .toList();
    }

    /** The sets that this experiment has scores on. */
    public List<String> sets() {
        return results.sets().stream()
                .filter(set -> result.summary(set).isPresent())
                .toList();
    }

    /** Whether this is a cross-validation. */
    public boolean isFolded() {
        return result.folds().isPresent();
    }

    /** By seed one row a fold, if there are folds, and one for the seed; at last the mean over seeds. */
    public List<SeedRow> seedRows() {
        List<SeedRow> rows = new ArrayList<>();
        for (long seed : result.seeds()) {
            result.cells().stream().filter(cell -> cell.id().seed() == seed).forEach(cell -> rows.add(row(cell)));
            if (isFolded()) {
                rows.add(together(seed + ", all folds", summary -> summary.of(seed)));
            }
        }
        if (result.seeds().size() > 1) {
            rows.add(together("mean", Optional::of));
        }
        return rows;
    }

    private SeedRow row(CellResult cell) {
        List<ScoreCell> scores = sets().stream()
                .map(set -> ScoreCell.of(cell.judged(set).map(judged -> new Summary(set, List.of(judged)))))
                .toList();
        String kept = cell.run().bestEpoch() + " of " + cell.run().epochs();
        return new SeedRow(cell.id().numbers(), kept, scores, "tl-seed-row");
    }

    private SeedRow together(String models, Function<Summary, Optional<Summary>> part) {
        List<ScoreCell> scores = sets().stream()
                .map(set -> ScoreCell.of(result.summary(set).flatMap(part)))
                .toList();
        return new SeedRow(models, "", scores, "tl-mean-row");
    }

    /** One figure a training, over equal axes. */
    public Figures figures() {
        List<CellResult> trained = result.cells().stream()
                .filter(cell -> !cell.history().rows().isEmpty())
                .toList();
        LearningCurves curves =
                new LearningCurves(trained.stream().map(ExperimentPage::curve).toList());
        List<Figure> all = trained.stream()
                .map(cell -> new Figure(
                        cell.id().numbers(),
                        curves.draw(curve(cell)),
                        cell.history().rows().stream()
                                .map(ExperimentPage::epochRow)
                                .toList()))
                .toList();
        int shown = isFolded() ? Math.min(1, all.size()) : all.size();
        return new Figures(all.subList(0, shown), all.subList(shown, all.size()));
    }

    private static Curve curve(CellResult cell) {
        return new Curve(
                cell.id().numbers(),
                column(cell, HistoryRow::trainLoss),
                column(cell, HistoryRow::validationLoss),
                column(cell, HistoryRow::validationAccuracy),
                cell.run().bestEpoch());
    }

    private static List<Double> column(CellResult cell, ToDoubleFunction<HistoryRow> value) {
        return cell.history().rows().stream().map(value::applyAsDouble).toList();
    }

    private static EpochRow epochRow(HistoryRow row) {
        return new EpochRow(
                row.epoch(),
                row.stage(),
                Format.rate(row.learningRate()),
                Format.share(row.trainLoss()),
                Format.share(row.validationLoss()),
                Format.share(row.validationAccuracy()));
    }

    /** Confusion by set. */
    public List<ConfusionView> confusions() {
        return sets().stream()
                .map(result::summary)
                .flatMap(Optional::stream)
                .map(ConfusionView::of)
                .toList();
    }

    /** Settings under their names in the pom. */
    public List<Fact> configuration() {
        return Configuration.of(result.experiment());
    }

    /** What was checked while the cells were trained. */
    public List<RunAuditRow> audit() {
        return RunAuditRow.of(result.cells());
    }

    /** What was found of the pictures. */
    public String pipelineAudit() {
        return RunAuditRow.pipeline(result.cells());
    }

    /** Sizes, digests and versions. */
    public List<Fact> provenance() {
        List<CellResult> cells = result.cells();
        Set<String> digests = new LinkedHashSet<>();
        Set<String> environment = new LinkedHashSet<>();
        cells.forEach(cell -> {
            digests.addAll(cell.run().digests().keySet());
            environment.addAll(cell.run().environment().keySet());
        });
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(
                "Parameters", cells, cell -> Format.count(cell.run().size().parameters())));
        facts.add(Fact.of(
                "Trained parameters",
                cells,
                cell -> Format.count(cell.run().size().trainedParameters())));
        facts.add(Fact.of(
                "Model file", cells, cell -> Mebibytes.of(cell.run().size().modelBytes())));
        digests.forEach(name -> facts.add(Fact.of(
                "SHA-256 of " + name, cells, cell -> cell.run().digests().getOrDefault(name, "–"))));
        environment.forEach(name ->
                facts.add(Fact.of(name, cells, cell -> cell.run().environment().getOrDefault(name, "–"))));
        return facts;
    }

    /** Pictures that some cell left out. */
    public List<Skipped> skipped() {
        return result.cells().stream()
                .flatMap(cell -> cell.run().skipped().stream())
                .distinct()
                .toList();
    }
}
