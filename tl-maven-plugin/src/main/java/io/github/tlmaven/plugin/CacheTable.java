package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.Mebibytes;
import io.github.tlmaven.report.ConsoleTable;
import io.github.tlmaven.store.FeatureCache;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Stored features as a table for the console, one row for each network and boundary. */
final class CacheTable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private CacheTable() {}

    /**
     * A header and the rows.
     *
     * @param zone of the times
     */
    static List<String> lines(List<FeatureCache.Space> spaces, ZoneId zone) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of(
                "model", "boundary", "pictures are prepared with", "weights", "stored as", "rows", "MiB", "last used"));
        for (FeatureCache.Space space : spaces) {
            cells.add(List.of(
                    space.description().model(),
                    space.description().boundary(),
                    space.description().input(),
                    space.description().weights(),
                    space.description().type().keyword(),
                    String.valueOf(space.rows()),
                    Mebibytes.number(space.bytes()),
                    TIME.format(space.lastUse().atZone(zone))));
        }
        return ConsoleTable.aligned(cells);
    }
}
