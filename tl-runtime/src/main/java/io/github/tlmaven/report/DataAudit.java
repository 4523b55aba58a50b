package io.github.tlmaven.report;

import io.github.tlmaven.report.files.FindingsFile;
import io.github.tlmaven.spec.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The last audit of the pictures.
 *
 * @param findings   of it
 * @param thumbnails folder with small copies of pictures
 */
public record DataAudit(FindingsFile findings, Path thumbnails) {

    /** The audit whose files are there. */
    static Optional<DataAudit> read(Layout layout) {
        return Files.exists(layout.auditFile())
                ? Optional.of(new DataAudit(FindingsFile.read(layout.auditFile()), layout.auditThumbnails()))
                : Optional.empty();
    }
}
