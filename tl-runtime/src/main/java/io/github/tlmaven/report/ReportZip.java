package io.github.tlmaven.report;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A report as one file with equal bytes for equal content: names are sorted and times are given. */
public final class ReportZip {

    private ReportZip() {}

    /**
     * Packs a folder.
     *
     * @param timestamp of every entry, written as UTC with two seconds' resolution
     * @throws DataException if the folder cannot be read or the file not be written
     */
    public static void write(Path reportDirectory, Path zip, Instant timestamp) {
        Map<String, Path> files = files(reportDirectory);
        LocalDateTime time = LocalDateTime.ofInstant(timestamp, ZoneOffset.UTC);
        AtomicFile.write(zip, temporary -> {
            try (OutputStream out = Files.newOutputStream(temporary);
                    ZipOutputStream packed = new ZipOutputStream(out)) {
                for (var file : files.entrySet()) {
                    ZipEntry entry = new ZipEntry(file.getKey());
                    entry.setTimeLocal(time);
                    packed.putNextEntry(entry);
                    Files.copy(file.getValue(), packed);
                    packed.closeEntry();
                }
            }
        });
    }

    private static Map<String, Path> files(Path folder) {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(
                            file -> files.put(folder.relativize(file).toString().replace('\\', '/'), file));
        } catch (IOException e) {
            throw new DataException("Cannot read " + folder + ": " + e, "run mvn tl:report first.", e);
        }
        return files;
    }
}
