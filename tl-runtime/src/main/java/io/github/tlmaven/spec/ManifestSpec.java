package io.github.tlmaven.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A table of pictures.
 *
 * @param file      comma-separated values in UTF-8, with a header
 * @param directory what its paths start from; the file's own folder where absent
 * @param names     of columns where they are called otherwise than by their keyword
 * @param ignored   columns that are not looked at; {@value #ALL_OTHERS} for all others
 */
public record ManifestSpec(String file, Optional<String> directory, Map<Column, String> names, List<String> ignored) {

    /** Stands for every column that has no meaning. */
    public static final String ALL_OTHERS = "*";

    /** Copies the collections, and checks that no two columns have one name. */
    public ManifestSpec {
        names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
        ignored = List.copyOf(ignored);
        Map<Column, String> given = names;
        List<String> all = List.of(Column.values()).stream()
                .map(column -> given.getOrDefault(column, column.keyword()))
                .toList();
        Checks.require(all.stream().distinct().count() == all.size(), "columns", all, "distinct");
    }

    /** A file with the usual columns, beside its pictures. */
    public static ManifestSpec of(String file) {
        return new ManifestSpec(file, Optional.empty(), Map.of(), List.of());
    }

    /** Whether a path that may name a folder names a table, by how it ends. */
    public static boolean isTable(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /** What the header calls a column. */
    public String name(Column column) {
        return names.getOrDefault(column, column.keyword());
    }

    /** Whether a column without a meaning may stand in the file. */
    public boolean ignores(String name) {
        return ignored.contains(ALL_OTHERS) || ignored.contains(name);
    }

    /** A column that means something. */
    public enum Column {
        /** Of the picture. */
        PATH("path"),
        /** Its class. */
        LABEL("label"),
        /** Train, validation or test. */
        PART("part"),
        /** Pictures of one group are not parted. */
        GROUP("group"),
        /** How much the picture counts in the training loss. */
        WEIGHT("weight");

        private final String keyword;

        Column(String keyword) {
            this.keyword = keyword;
        }

        /** The element in the pom, and the name in the file unless the pom says otherwise. */
        public String keyword() {
            return keyword;
        }
    }
}
