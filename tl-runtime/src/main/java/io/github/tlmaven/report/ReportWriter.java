package io.github.tlmaven.report;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.AtomicFile;
import java.nio.file.Path;
import java.util.List;

/** Writes the report: HTML, style sheet, CSV and JSON. Of these only {@code costs.csv} and the HTML hold times. */
public final class ReportWriter {

    private static final String PAGE = "index.html";

    private ReportWriter() {}

    /**
     * Writes all files of the report, each whole or not at all.
     *
     * @param reportDirectory {@code target/site/tl-report}
     * @throws DataException if the folder cannot be written
     */
    public static void write(Results results, Path reportDirectory) {
        List<GateOutcome> gates = Gates.judge(results);
        Pages pages = new Pages(reportDirectory);
        pages.styles();
        for (ExperimentResult each : results.experiments()) {
            String file = each.experiment().id() + "/" + PAGE;
            pages.page(file, "experiment.jte", new ExperimentPage(results, each));
        }
        results.audit().ifPresent(audit -> AuditWriter.addTo(reportDirectory, audit));
        AtomicFile.write(reportDirectory.resolve("results.csv"), ResultTables.results(results));
        AtomicFile.write(reportDirectory.resolve("results.json"), ResultsJson.text(results, gates));
        AtomicFile.write(reportDirectory.resolve("costs.csv"), ResultTables.costs(results));
        pages.page(PAGE, "index.jte", new IndexPage(results, gates));
    }
}
