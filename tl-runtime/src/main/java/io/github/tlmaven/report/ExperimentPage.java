package io.github.tlmaven.report;

import io.github.tlmaven.report.files.HistoryFile.HistoryRow;
import io.github.tlmaven.report.files.RunFile.Skipped;
import io.github.tlmaven.report.svg.LearningCurves;
import io.github.tlmaven.report.svg.LearningCurves.Curve;
import io.github.tlmaven.spec.CellId;
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

    private static final String ALL = "all";
    private static final String MEAN_ROW = "tl-mean-row";

    /**
     * A seed, or a fold of it, as a row.
     *
     * @param seed   or {@code mean}
     * @param fold   or {@code all}; empty without folds
     * @param kept   epoch that was kept; empty where there are several models
     * @param scores one a set
     * @param kind   CSS class
     */
    public record SeedRow(String seed, String fold, String kept, List<ScoreCell> scores, String kind) {}

    /**
     * A training's figure.
     *
     * @param seed  of the cell, with its fold where there is one
     * @param chart SVG
     * @param rows  the same figures as a table
     */
    public record Figure(String seed, String chart, List<EpochRow> rows) {}

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
            List<CellResult> cells = result.cells().stream()
                    .filter(cell -> cell.id().seed() == seed)
                    .toList();
            for (CellResult cell : cells) {
                rows.add(row(cell));
            }
            if (isFolded()) {
                rows.add(new SeedRow(Long.toString(seed), ALL, "", scores(summary -> summary.of(seed)), MEAN_ROW));
            }
        }
        if (result.seeds().size() > 1) {
            rows.add(new SeedRow("mean", isFolded() ? ALL : "", "", scores(summary -> Optional.of(summary)), MEAN_ROW));
        }
        return rows;
    }

    private SeedRow row(CellResult cell) {
        CellId id = cell.id();
        List<ScoreCell> scores = sets().stream()
                .map(set -> ScoreCell.of(result.judged(set).stream()
                        .filter(judged -> judged.cell().equals(id))
                        .map(judged -> new Summary(set, List.of(judged)))
                        .findFirst()))
                .toList();
        String fold = id.fold().isPresent() ? Integer.toString(id.fold().getAsInt()) : "";
        String kept = cell.run().bestEpoch() + " of " + cell.run().epochs();
        return new SeedRow(Long.toString(id.seed()), fold, kept, scores, "tl-seed-row");
    }

    private List<ScoreCell> scores(Function<Summary, Optional<Summary>> part) {
        return sets().stream()
                .map(set -> ScoreCell.of(result.summary(set).flatMap(part)))
                .toList();
    }

    /** One figure a training, over equal axes. */
    public List<Figure> figures() {
        List<CellResult> trained = result.cells().stream()
                .filter(cell -> !cell.history().rows().isEmpty())
                .toList();
        LearningCurves curves =
                new LearningCurves(trained.stream().map(ExperimentPage::curve).toList());
        return trained.stream()
                .map(cell -> new Figure(
                        cell.id().numbers(),
                        curves.draw(curve(cell)),
                        cell.history().rows().stream()
                                .map(ExperimentPage::epochRow)
                                .toList()))
                .toList();
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
                "Model file", cells, cell -> Format.mebibytes(cell.run().size().modelBytes())));
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
