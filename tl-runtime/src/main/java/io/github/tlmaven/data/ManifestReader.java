package io.github.tlmaven.data;

import io.github.tlmaven.data.Listing.Found;
import io.github.tlmaven.failure.Excerpt;
import io.github.tlmaven.spec.ManifestSpec;
import io.github.tlmaven.spec.ManifestSpec.Column;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a table of pictures: comma-separated values as RFC 4180 has them, UTF-8 with or without a byte-order mark. Rows
 * are taken one by one, so that a million of them need no more memory than the pictures that they name.
 */
final class ManifestReader {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String TITLE = "manifest";

    private final ManifestSpec table;
    private final Path file;
    private final Findings findings = new Findings();
    private final Map<String, Map<String, List<Found>>> sets = new LinkedHashMap<>();

    private ManifestReader(ManifestSpec table, Path file) {
        this.table = table;
        this.file = file;
    }

    /**
     * The files by the name of their set: one for all where the table has no parts, else one for each part that occurs.
     *
     * @param resolver turns a path of the configuration into one of this machine
     * @param problems gets everything that is wrong, by the number of its line
     */
    static Map<String, Listing> read(ManifestSpec table, Function<String, Path> resolver, List<String> problems) {
        Path file = resolver.apply(table.file()).toAbsolutePath();
        Path folder = table.directory().map(resolver).orElseGet(() -> file.resolveSibling("."));
        ManifestReader reader = new ManifestReader(table, file);
        if (!Files.isRegularFile(file)) {
            problems.add(TITLE + ": the file " + file + (Files.exists(file) ? " is no file" : " is missing"));
        } else if (!Files.isDirectory(folder)) {
            problems.add(TITLE + ": the folder " + folder + " of its pictures is missing");
        } else {
            reader.read(folder);
        }
        reader.findings.addTo(problems, TITLE + " " + file);
        Map<String, Listing> listings = new LinkedHashMap<>();
        for (String set : SetListings.OWN_NAMES) {
            Optional.ofNullable(reader.sets.get(set)).ifPresent(classes -> listings.put(set, new Listing(classes, 0)));
        }
        return listings;
    }

    private void read(Path folder) {
        try (BufferedReader text = new BufferedReader(
                        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()));
                CSVParser parser = CSVParser.builder()
                        .setReader(withoutMark(text))
                        .setFormat(CSVFormat.RFC4180)
                        .get()) {
            read(parser, new ManifestRows(folder.toRealPath(), findings));
        } catch (UncheckedIOException e) { // what the parser's iterator throws
            unreadable(Objects.requireNonNullElse(e.getCause(), e));
        } catch (IOException e) {
            unreadable(e);
        }
    }

    private void unreadable(Exception e) {
        findings.add(
                e instanceof CharacterCodingException
                        ? "is not UTF-8; save it so, as every spreadsheet can"
                        : "cannot be read: " + Excerpt.line(String.valueOf(e.getMessage())));
    }

    private static BufferedReader withoutMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    private void read(CSVParser parser, ManifestRows rows) {
        Iterator<CSVRecord> records = parser.iterator();
        if (!records.hasNext()) {
            findings.add("is empty; its first line must name the columns");
            return;
        }
        List<String> header = records.next().toList();
        Map<Column, Integer> columns = columns(header);
        if (!findings.isEmpty()) {
            return;
        }
        while (true) {
            long line = parser.getCurrentLineNumber() + 1;
            if (!records.hasNext()) {
                break;
            }
            CSVRecord row = records.next();
            boolean blank = row.size() == 1 && row.get(0).isEmpty() && header.size() > 1;
            if (row.size() != header.size() && !blank) {
                findings.add("line " + line + " has " + row.size() + " fields, the header has " + header.size());
            } else if (!blank) {
                rows.read(line, column -> value(row, columns, column)).ifPresent(this::add);
            }
        }
        if (rows.count() == 0 && findings.isEmpty()) {
            findings.add("has no rows");
        }
    }

    private static Optional<String> value(CSVRecord row, Map<Column, Integer> columns, Column column) {
        return Optional.ofNullable(columns.get(column)).map(row::get);
    }

    private void add(ManifestRows.Row row) {
        sets.computeIfAbsent(row.set(), unused -> new HashMap<>())
                .computeIfAbsent(row.label(), unused -> new ArrayList<>())
                .add(row.found());
    }

    /** Where each column stands; a name that means nothing may be a known one that is misspelt, so it must be listed. */
    private Map<Column, Integer> columns(List<String> header) {
        Map<Column, Integer> columns = new HashMap<>();
        List<String> known = new ArrayList<>();
        for (Column column : Column.values()) {
            String name = table.name(column);
            known.add(name);
            int at = table.ignored().contains(name) ? -1 : header.indexOf(name);
            if (at >= 0) {
                columns.put(column, at);
            } else if (column == Column.PATH
                    || column == Column.LABEL
                    || table.names().containsKey(column)) {
                findings.add("has no column '" + name + "' for the " + column.keyword() + "; its header is "
                        + Excerpt.line(String.join(",", header)));
            }
        }
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (header.indexOf(name) < i) {
                findings.add("has the column '" + Excerpt.of(name) + "' twice");
            } else if (!known.contains(name) && !table.ignores(name)) {
                findings.add("has the column '" + Excerpt.of(name) + "', which is not known; known are "
                        + String.join(", ", known) + "; name it in <columns> as one of them, or in <ignored>");
            }
        }
        return columns;
    }
}
