package io.github.tlmaven.worker;

import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.audit.DatasetAudit;
import io.github.tlmaven.data.audit.Finding;
import io.github.tlmaven.data.audit.SeenPictures;
import io.github.tlmaven.data.audit.Thumbnails;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.report.AuditText;
import io.github.tlmaven.report.AuditWriter;
import io.github.tlmaven.report.files.FindingsFile;
import io.github.tlmaven.report.files.FindingsFile.Place;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditKind.Severity;
import io.github.tlmaven.spec.AuditSpec;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Workspace;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Audits the pictures before training, writes what was found, and stops where a finding fails. Pixels come first, which take
 * no engine; features are compared only where nothing fails by them.
 */
final class DataAuditor {

    /** Named in the log for each kind. */
    private static final int NAMED_IN_LOG = 3;

    /** Named in the message that ends the build, all kinds together. */
    private static final int NAMED_IN_MESSAGE = 100;

    private final AuditSpec spec;
    private final Layout layout;
    private final RunRequest request;
    private final WorkerLog log;
    private Optional<Unfinished> unfinished = Optional.empty();

    /** An audit by pixels that waits for that by features. */
    private record Unfinished(PartedDataset dataset, DatasetAudit.Result found) {}

    DataAuditor(RunRequest request, WorkerLog log) {
        this.spec = request.plan().audit();
        this.layout = new Layout(request.workspace().outputDirectory());
        this.request = request;
        this.log = log;
    }

    /**
     * Audits by pixels. That is all, unless features are to be compared.
     *
     * @param seen pictures that were decoded when the dataset was read
     * @throws DataException if a finding fails; names all that do
     */
    void audit(PartedDataset dataset, SeenPictures seen) {
        Workspace workspace = request.workspace();
        DatasetAudit.Means means = new DatasetAudit.Means(workspace.cacheDirectory(), workspace.threads(), seen, log);
        DatasetAudit.Result found = DatasetAudit.run(dataset, spec, means);
        Optional<Experiment> experiment = request.plan().audited();
        if (experiment.isPresent() && failing(found.all()).isEmpty()) {
            unfinished = Optional.of(new Unfinished(dataset, found));
            return;
        }
        experiment.ifPresent(each -> log.info(
                "audit: features of " + each.id() + " are not compared, since what pixels show must be mended first"));
        finish(dataset, found);
    }

    /** Whether nothing remains to be done. */
    boolean isComplete() {
        return unfinished.isEmpty();
    }

    /**
     * Compares features, if that remains to be done, and writes what was found by them and by pixels.
     *
     * @throws DataException if a finding fails; names all that do
     */
    void complete(Bench bench) {
        Optional<Unfinished> audit = unfinished;
        unfinished = Optional.empty(); // it grows with the dataset, and training needs the room
        audit.ifPresent(each -> {
            new FeatureComparison(bench, request, each.dataset().classes())
                    .run(each.found().features());
            finish(each.dataset(), each.found());
        });
    }

    private void finish(PartedDataset dataset, DatasetAudit.Result found) {
        List<Finding> findings = found.all();
        FindingsFile file = new FindingsFile(pictures(dataset), rows(findings));
        file.write(layout.auditFile(), layout.auditTable());
        Path page = AuditWriter.write(file, layout.root());
        log(findings);
        List<Finding> failing = failing(findings);
        if (!failing.isEmpty()) {
            throw failure(failing, page);
        }
    }

    private List<Finding> failing(List<Finding> findings) {
        return findings.stream()
                .filter(each -> spec.severity(each.kind()) == Severity.FAIL)
                .toList();
    }

    private static int pictures(PartedDataset dataset) {
        return dataset.sets().values().stream().mapToInt(List::size).sum();
    }

    /** Findings as files have them, with thumbnails of those that the page shows. */
    private List<FindingsFile.Finding> rows(List<Finding> findings) {
        Map<String, Picture> shown = new LinkedHashMap<>();
        Map<AuditKind, Integer> counts = new EnumMap<>(AuditKind.class);
        for (Finding finding : findings) {
            if (counts.merge(finding.kind(), 1, Integer::sum) <= AuditWriter.MOST_OF_A_KIND) {
                finding.places().stream()
                        .limit(AuditWriter.MOST_OF_A_FINDING)
                        .forEach(place -> place.picture()
                                .ifPresent(picture -> shown.putIfAbsent(Thumbnails.name(picture), picture)));
            }
        }
        Path folder = layout.auditThumbnails();
        AuditWriter.keepOnly(folder, List.copyOf(shown.keySet()));
        shown.values().forEach(picture -> Thumbnails.write(picture, folder));
        return findings.stream().map(finding -> row(finding, shown)).toList();
    }

    private FindingsFile.Finding row(Finding finding, Map<String, Picture> shown) {
        List<Place> places = finding.places().stream()
                .map(place -> {
                    String name = place.picture().map(Thumbnails::name).orElse("");
                    return new Place(place.set(), place.path(), place.label(), shown.containsKey(name) ? name : "");
                })
                .toList();
        return new FindingsFile.Finding(
                finding.kind(), spec.severity(finding.kind()), finding.measure(), finding.explanation(), places);
    }

    private void log(List<Finding> findings) {
        for (AuditKind kind : AuditKind.values()) {
            List<String> lines = findings.stream()
                    .filter(each -> each.kind() == kind)
                    .map(Finding::text)
                    .toList();
            if (!lines.isEmpty()) {
                List<String> named = lines.subList(0, Math.min(NAMED_IN_LOG, lines.size()));
                log.warn("audit: " + lines.size() + " x " + kind.keyword() + " ("
                        + spec.severity(kind).keyword() + "): " + String.join("; ", named)
                        + (named.size() < lines.size() ? "; …" : ""));
            }
        }
        log.info("audit: " + findings.size() + " findings, " + layout.auditTable());
    }

    private DataException failure(List<Finding> failing, Path page) {
        String newLine = System.lineSeparator();
        Map<AuditKind, String> fixes = new EnumMap<>(AuditKind.class);
        StringBuilder lines = new StringBuilder();
        for (Finding finding : failing.subList(0, Math.min(NAMED_IN_MESSAGE, failing.size()))) {
            lines.append(newLine)
                    .append("  - ")
                    .append(finding.kind().keyword())
                    .append(": ")
                    .append(finding.text());
        }
        if (failing.size() > NAMED_IN_MESSAGE) {
            lines.append(newLine)
                    .append("  and ")
                    .append(failing.size() - NAMED_IN_MESSAGE)
                    .append(" more in ");
            lines.append(layout.auditTable());
        }
        failing.forEach(each ->
                fixes.putIfAbsent(each.kind(), AuditText.title(each.kind()) + ": " + AuditText.meaning(each.kind())));
        String kinds = String.join(
                "> or <", fixes.keySet().stream().map(AuditKind::keyword).toList());
        return new DataException(
                "The audit of the pictures found what must not be, " + failing.size() + " times:" + lines,
                "look at " + page + ". " + String.join(" ", fixes.values()) + " Where it is meant to be so, write"
                        + " <dataset><audit> with <" + kinds + "> set to warn.");
    }
}
