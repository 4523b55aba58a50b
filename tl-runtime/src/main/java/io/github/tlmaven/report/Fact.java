package io.github.tlmaven.report;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A line of a table of facts.
 *
 * @param name  what it is
 * @param value what it is in this run
 */
public record Fact(String name, String value) {

    /** A fact of several cells: their value, or all different ones. */
    static Fact of(String name, List<CellResult> cells, Function<CellResult, String> value) {
        return new Fact(name, cells.stream().map(value).distinct().collect(Collectors.joining("; ")));
    }
}
