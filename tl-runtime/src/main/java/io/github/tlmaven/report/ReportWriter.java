package io.github.tlmaven.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Writes the report: HTML, style sheet, CSV and JSON. Of these only {@code costs.csv} and the HTML hold times. */
public final class ReportWriter {

    /** Package of the classes that jte makes of the templates. */
    private static final String TEMPLATES = "io.github.tlmaven.report.templates";

    private static final String STYLES = "report.css";
    private static final String PAGE = "index.html";

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, ReportWriter.class.getClassLoader(), TEMPLATES);

    private ReportWriter() {}

    /**
     * Writes all files of the report, each whole or not at all.
     *
     * @param reportDirectory {@code target/site/tl-report}
     * @throws DataException if the folder cannot be written
     */
    public static void write(Results results, Path reportDirectory) {
        new ReportWriter().writeAll(results, reportDirectory);
    }

    private void writeAll(Results results, Path folder) {
        List<GateOutcome> gates = Gates.judge(results);
        AtomicFile.write(folder.resolve("tl-resources").resolve(STYLES), styles());
        for (ExperimentResult each : results.experiments()) {
            Path file = folder.resolve(each.experiment().id()).resolve(PAGE);
            AtomicFile.write(file, render("experiment.jte", new ExperimentPage(results, each)));
        }
        AtomicFile.write(folder.resolve("results.csv"), ResultTables.results(results));
        AtomicFile.write(folder.resolve("results.json"), ResultsJson.text(results, gates));
        AtomicFile.write(folder.resolve("costs.csv"), ResultTables.costs(results));
        AtomicFile.write(folder.resolve(PAGE), render("index.jte", new IndexPage(results, gates)));
    }

    private String render(String template, Object page) {
        StringOutput out = new StringOutput();
        templates.render(template, page, out);
        return out.toString();
    }

    private static String styles() {
        try (InputStream in = Objects.requireNonNull(ReportWriter.class.getResourceAsStream(STYLES), STYLES)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("a resource of the own jar can be read", e);
        }
    }
}
