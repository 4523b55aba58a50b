package io.github.tlmaven.report;

import io.github.tlmaven.report.files.DatasetFile;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.report.files.RunFile.Skipped;
import io.github.tlmaven.report.svg.IntervalPlot;
import io.github.tlmaven.spec.Goal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What {@code index.html} shows.
 *
 * @param results of the plan
 * @param gates   their outcomes
 */
public record IndexPage(Results results, List<GateOutcome> gates) {

    /** Copies the list. */
    public IndexPage {
        gates = List.copyOf(gates);
    }

    /**
     * A set as a column group.
     *
     * @param name     of the set
     * @param pictures its number, in words
     */
    public record SetHead(String name, String pictures) {}

    /**
     * An experiment as a row of the comparison.
     *
     * @param id                of the experiment
     * @param model             architecture's name
     * @param strategy          label, with what evaluation adds
     * @param scores            one a set, in the order of {@link #sets()}
     * @param trainingTime      all seeds together
     * @param trainedParameters of one network
     */
    public record Row(
            String id,
            String model,
            String strategy,
            List<ScoreCell> scores,
            String trainingTime,
            String trainedParameters) {}

    /** A line under the title. */
    public String subtitle() {
        int seeds = results.plan().seeds().size();
        return Format.counted(results.experiments().size(), "experiment") + ", " + Format.counted(seeds, "seed") + ", "
                + (isFolded() ? results.plan().folds().getAsInt() + " folds, " : "")
                + Format.counted(first().classes().size(), "class") + ", computed on "
                + join(cell -> cell.run().device().resolved());
    }

    /** Whether this is a cross-validation. */
    public boolean isFolded() {
        return results.plan().folds().isPresent();
    }

    /** All gates in one line. */
    public String gateLine() {
        long missed = gates.stream().filter(gate -> !gate.passed()).count();
        String all = Format.counted(gates.size(), "gate");
        return missed == 0 ? all + " passed" : missed + " of " + all + " missed";
    }

    /** Whether every gate passed. */
    public boolean allPassed() {
        return gates.stream().allMatch(GateOutcome::passed);
    }

    /** The sets that there are scores on. */
    public List<SetHead> sets() {
        return results.sets().stream()
                .map(set -> new SetHead(set, Format.count(results.pictures(set)) + " pictures"))
                .toList();
    }

    /** The comparison, in the plan's order. */
    public List<Row> rows() {
        return results.experiments().stream().map(this::row).toList();
    }

    private Row row(ExperimentResult result) {
        List<ScoreCell> scores = results.sets().stream()
                .map(set -> ScoreCell.of(result.summary(set)))
                .toList();
        double seconds = result.cells().stream()
                .flatMap(cell -> cell.run().costs().entrySet().stream())
                .filter(entry -> !entry.getKey().equals(Goal.EVALUATE.keyword()))
                .mapToDouble(entry -> entry.getValue().seconds())
                .sum();
        Optional<RunFile> run = result.cells().stream().map(CellResult::run).findFirst();
        return new Row(
                result.experiment().id(),
                result.experiment().model().name(),
                result.method(),
                scores,
                run.isPresent() ? Format.seconds(seconds) : "–",
                run.map(each -> Format.count(each.size().trainedParameters())).orElse("–"));
    }

    /** The interval plot as SVG. */
    public String plot() {
        List<IntervalPlot.Panel> panels = new ArrayList<>();
        for (SetHead set : sets()) {
            List<IntervalPlot.Row> rows = new ArrayList<>();
            for (ExperimentResult each : results.experiments()) {
                each.summary(set.name()).ifPresent(summary -> rows.add(plotRow(each, summary)));
            }
            panels.add(new IntervalPlot.Panel(set.name() + " · " + set.pictures(), rows));
        }
        return IntervalPlot.draw(panels);
    }

    private static IntervalPlot.Row plotRow(ExperimentResult result, Summary summary) {
        return new IntervalPlot.Row(
                result.experiment().id(),
                summary.accuracy(),
                summary.accuracyInterval(),
                summary.scores().stream().map(each -> each.accuracy()).toList());
    }

    /** What the intervals allow to say. */
    public List<String> verdicts() {
        return Verdicts.of(results);
    }

    /** What was run, on what and with what. */
    public List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Device",
                join(cell -> cell.run().device().resolved()) + " (asked for: "
                        + join(cell -> cell.run().device().requested()) + ")"));
        facts.add(new Fact("Seeds", texts(results.plan().seeds())));
        facts.add(new Fact(
                "Seed of the split",
                Long.toString(results.plan().dataset().source().splitSeed())));
        results.plan().folds().ifPresent(folds -> facts.add(new Fact("Folds", folds + ", each the test part once")));
        facts.add(new Fact("Classes", String.join(", ", first().classes())));
        facts.add(Fact.of("Pictures", results.cells(), IndexPage::pictures));
        facts.add(new Fact("Pictures left out", Format.count(skipped().size())));
        results.dataset().ifPresent(dataset -> {
            facts.add(new Fact("Other files, ignored", Format.count(dataset.ignored())));
            dataset.archives()
                    .forEach(archive -> facts.add(
                            new Fact("Archive of " + archive.set(), archive.name() + ", SHA-256 " + archive.sha256())));
        });
        facts.add(Fact.of("Models", results.cells(), cell -> cell.run().model()));
        return facts;
    }

    /** The outcome of the pictures' audit in words; empty where there was none. */
    public String audit() {
        return results.audit()
                .map(audit -> new AuditPage(audit.findings(), true).outcome())
                .orElse("");
    }

    /** Files that say how the pictures may be used. */
    public List<DatasetFile.Licence> licences() {
        return results.dataset().map(DatasetFile::licences).orElse(List.of());
    }

    /** Digests and versions that all cells share, and all of them where they differ. */
    public List<Fact> provenance() {
        Set<String> digests = new LinkedHashSet<>();
        Set<String> environment = new LinkedHashSet<>();
        results.cells().forEach(cell -> {
            digests.addAll(cell.run().digests().keySet());
            environment.addAll(cell.run().environment().keySet());
        });
        digests.remove("model"); // of each cell its own: they stand in the experiments' pages
        List<Fact> facts = new ArrayList<>();
        digests.forEach(name -> facts.add(Fact.of(
                "SHA-256 of " + name,
                results.cells(),
                cell -> cell.run().digests().getOrDefault(name, "–"))));
        environment.forEach(name -> facts.add(
                Fact.of(name, results.cells(), cell -> cell.run().environment().getOrDefault(name, "–"))));
        return facts;
    }

    /** What each goal cost. */
    public List<CostRow> costs() {
        return CostRow.of(results);
    }

    /** Pictures that some cell left out. */
    public List<Skipped> skipped() {
        return results.cells().stream()
                .flatMap(cell -> cell.run().skipped().stream())
                .distinct()
                .toList();
    }

    private RunFile first() {
        return results.cells().get(0).run();
    }

    private String join(Function<CellResult, String> value) {
        return Fact.of("", results.cells(), value).value();
    }

    private static String pictures(CellResult cell) {
        return cell.run().pictures().entrySet().stream()
                .map(entry -> entry.getKey() + " " + Format.count(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String texts(List<Long> numbers) {
        return numbers.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
