package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.report.ConsoleTable;
import io.github.tlmaven.report.ReportWriter;
import io.github.tlmaven.report.ReportZip;
import io.github.tlmaven.report.Results;
import io.github.tlmaven.spec.Plan;
import java.io.File;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Compares the experiments in {@code target/site/tl-report}: pages to read, {@code results.csv} and {@code results.json}
 * for programs. The same as a zip is attached to the build with the classifier {@code tl-report}.
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public final class ReportMojo extends AbstractTlMojo {

    /** Classifier of the attached zip, and name of the report's folder. */
    private static final String NAME = "tl-report";

    /** The first moment that a zip can hold. */
    private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{2,12}");

    private final MavenProjectHelper projectHelper;

    /** Where the report is written to, in a folder of its own. */
    @Parameter(defaultValue = "${project.reporting.outputDirectory}", readonly = true, required = true)
    private @Nullable File siteDirectory;

    /** Time of the files in the zip: a moment as {@code 2026-01-31T12:00:00Z}, or seconds since 1970. */
    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    private @Nullable String outputTimestamp;

    /** Called by Maven. */
    @Inject
    public ReportMojo(MavenProjectHelper projectHelper) {
        this.projectHelper = projectHelper;
    }

    @Override
    void run(Plan plan) {
        Instant time = timestamp(outputTimestamp);
        Results results = Results.read(plan, layout());
        Path folder = given(siteDirectory, "siteDirectory").toPath().resolve(NAME);
        ReportWriter.write(results, folder);
        Path zip = layout().root().resolveSibling(project().getBuild().getFinalName() + "-" + NAME + ".zip");
        ReportZip.write(folder, zip, time);
        projectHelper.attachArtifact(project(), "zip", NAME, zip.toFile());
        ConsoleTable.lines(results).forEach(getLog()::info);
        getLog().info("Report: " + fileAddress(folder.resolve("index.html")));
    }

    /** As terminals and browsers understand it: with two slashes more than {@link java.net.URI} writes. */
    private static String fileAddress(Path file) {
        return "file://" + file.toUri().getRawPath();
    }

    /**
     * The moment that a build names for its files; the earliest of a zip where it names none. Maven's own plugins take a
     * single letter for none.
     *
     * @throws ConfigurationException if it is neither a moment nor a number of seconds
     */
    static Instant timestamp(@Nullable String text) {
        if (text == null || text.strip().length() < 2) {
            return EARLIEST;
        }
        String value = text.strip();
        try {
            Instant time = SECONDS.matcher(value).matches()
                    ? Instant.ofEpochSecond(Long.parseLong(value))
                    : OffsetDateTime.parse(value).toInstant();
            return time.isBefore(EARLIEST) ? EARLIEST : time;
        } catch (DateTimeException e) {
            throw new ConfigurationException(
                    "project.build.outputTimestamp is not a moment: '" + value + "'.",
                    "write it as 2026-01-31T12:00:00Z, or as seconds since 1970.",
                    e);
        }
    }
}
