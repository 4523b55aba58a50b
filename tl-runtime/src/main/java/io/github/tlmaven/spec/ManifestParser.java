package io.github.tlmaven.spec;

import io.github.tlmaven.spec.ManifestSpec.Column;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code <manifest>} and {@code <columns>}. */
final class ManifestParser {

    static final String MANIFEST = "manifest";
    static final String COLUMNS = "columns";

    private static final String IGNORED = "ignored";

    private ManifestParser() {}

    static ManifestSpec parse(Section dataset) {
        String file = dataset.text(MANIFEST).orElse("");
        Section columns = dataset.filled(COLUMNS);
        List<String> allowed = new ArrayList<>();
        for (Column column : Column.values()) {
            allowed.add(column.keyword());
        }
        allowed.add(IGNORED);
        columns.allow(allowed);
        Optional<String> directory = dataset.text(DatasetParser.DIRECTORY);
        return new ManifestSpec(file, directory, names(columns), ignored(columns));
    }

    private static Map<Column, String> names(Section columns) {
        Map<Column, String> names = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            columns.text(column.keyword())
                    .filter(name -> !name.equals(column.keyword()))
                    .ifPresent(name -> names.put(column, name));
        }
        Map<String, Column> byName = new HashMap<>();
        for (Column column : Column.values()) {
            String name = names.getOrDefault(column, column.keyword());
            Column other = byName.putIfAbsent(name, column);
            if (other != null) {
                columns.problem(
                        column.keyword(), Section.quoted(name) + " is the column of <" + other.keyword() + "> too");
                return Map.of();
            }
        }
        return names;
    }

    private static List<String> ignored(Section columns) {
        List<String> ignored = new ArrayList<>();
        for (String name : columns.text(IGNORED).orElse("").split(",", -1)) {
            if (!name.isBlank()) {
                ignored.add(name.strip());
            }
        }
        return ignored;
    }
}
