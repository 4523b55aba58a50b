package io.github.tlmaven.report;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.report.svg.Escape;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Plan;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Gates as JUnit test cases, one file an experiment that has some, so that a CI server lists them as tests. */
public final class JUnitXml {

    private static final String PREFIX = "TEST-tl.";

    private JUnitXml() {}

    /**
     * Writes {@code TEST-tl.<experiment>.xml} and removes those that an earlier run left.
     *
     * @param outcomes of {@link Gates#judge(Results)}
     * @param folder   {@code target/tl-reports}
     * @throws DataException if the folder cannot be written
     */
    public static void write(List<GateOutcome> outcomes, Plan plan, Path folder) {
        removeOld(folder);
        for (Experiment experiment : plan.experiments()) {
            List<GateOutcome> own = outcomes.stream()
                    .filter(each -> each.gate().experiment().equals(experiment.id()))
                    .toList();
            if (!own.isEmpty()) {
                AtomicFile.write(folder.resolve(PREFIX + experiment.id() + ".xml"), text(experiment.id(), own));
            }
        }
    }

    private static String text(String experiment, List<GateOutcome> outcomes) {
        long failures = outcomes.stream().filter(each -> !each.passed()).count();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite name=\"tl.").append(Escape.markup(experiment));
        xml.append("\" tests=\"").append(outcomes.size());
        xml.append("\" failures=\"").append(failures);
        xml.append("\" errors=\"0\" skipped=\"0\" time=\"0.000\">\n");
        outcomes.forEach(each -> append(xml, each));
        return xml.append("</testsuite>\n").toString();
    }

    private static void append(StringBuilder xml, GateOutcome outcome) {
        String text = Escape.markup(outcome.text());
        xml.append("  <testcase classname=\"tl.")
                .append(Escape.markup(outcome.gate().experiment()));
        xml.append("\" name=\"").append(Escape.markup(outcome.gate().text())).append("\" time=\"0.000\"");
        if (outcome.passed()) {
            xml.append("/>\n");
        } else {
            xml.append(">\n    <failure type=\"gate\" message=\"").append(text).append("\">");
            xml.append(text).append("</failure>\n  </testcase>\n");
        }
    }

    private static void removeOld(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, PREFIX + "*.xml")) {
            for (Path file : old) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new DataException("Cannot clear " + folder + ": " + e, "make the folder writable.", e);
        }
    }
}
