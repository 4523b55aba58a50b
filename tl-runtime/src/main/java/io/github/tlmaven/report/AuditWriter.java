package io.github.tlmaven.report;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.report.files.FindingsFile;
import io.github.tlmaven.spec.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Writes the audit's page: by itself when the audit has run, since a build that it stops makes no report, and into the report. */
public final class AuditWriter {

    /** Findings of one kind that the page shows; the table has them all. */
    public static final int MOST_OF_A_KIND = AuditPage.MOST_OF_A_KIND;

    /** Pictures of one finding that the page shows. */
    public static final int MOST_OF_A_FINDING = AuditPage.MOST_OF_A_FINDING;

    /** Name of the page; no experiment's folder has it, since that is a folder. */
    static final String PAGE = "audit.html";

    private AuditWriter() {}

    /**
     * Writes page and style sheet beside thumbnails that are there already.
     *
     * @param folder with the thumbnails in {@code tl-resources/audit}
     * @return the page
     * @throws DataException if the folder cannot be written
     */
    public static Path write(FindingsFile findings, Path folder) {
        new Pages(folder).styles();
        return write(new AuditPage(findings, false), folder);
    }

    /** Writes the page into a report, and takes its thumbnails along; others are removed. */
    static void addTo(Path report, DataAudit audit) {
        AuditPage page = new AuditPage(audit.findings(), true);
        Path target = report.resolve(AuditPage.THUMBNAILS);
        List<String> thumbnails = page.thumbnails();
        for (String name : thumbnails) {
            Path source = audit.thumbnails().resolve(name);
            if (Files.exists(source)) {
                AtomicFile.write(target.resolve(name), temporary -> Files.write(temporary, Files.readAllBytes(source)));
            }
        }
        keepOnly(target, thumbnails);
        write(page, report);
    }

    /**
     * Removes thumbnails of earlier runs.
     *
     * @throws DataException if the folder cannot be read, or a file not be removed
     */
    public static void keepOnly(Path thumbnails, List<String> names) {
        if (!Files.isDirectory(thumbnails)) {
            return;
        }
        Set<String> kept = new HashSet<>(names);
        try (Stream<Path> files = Files.list(thumbnails)) {
            for (Path file : files.sorted().toList()) {
                if (!kept.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new DataException(
                    "Cannot clear " + thumbnails + ": " + e, "make the folder writable, or remove it.", e);
        }
    }

    private static Path write(AuditPage page, Path folder) {
        return new Pages(folder).page(PAGE, "audit.jte", page);
    }
}
