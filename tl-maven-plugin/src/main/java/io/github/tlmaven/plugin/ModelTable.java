package io.github.tlmaven.plugin;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.catalogue.ModelEntry;
import io.github.tlmaven.catalogue.WeightSet;
import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.report.ConsoleTable;
import io.github.tlmaven.report.files.Csv;
import io.github.tlmaven.report.files.Decimals;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The catalogue as a table for the console and as CSV, one row a set of weights. */
final class ModelTable {

    /** With Maven's own prefix a line stays below 120 characters. */
    static final int WIDTH = 110;

    private static final String INDENT = "    ";

    private static final List<String> CSV_HEADER = List.of(
            "model",
            "family",
            "parameters",
            "input",
            "weights",
            "top1",
            "top5",
            "licence",
            "sha256",
            "url",
            "boundaries");

    private final List<ModelEntry> models;

    private ModelTable(List<ModelEntry> models) {
        this.models = models;
    }

    /**
     * The models of a family, or all.
     *
     * @throws ConfigurationException if there is no such family
     */
    static ModelTable of(@Nullable String family) {
        if (family == null) {
            return new ModelTable(Catalogue.models());
        }
        if (!Catalogue.families().contains(family)) {
            throw new ConfigurationException(
                    "tl.family names no family of models: '" + family + "'.",
                    "choose from " + String.join(", ", Catalogue.families()) + ", or leave it out to see all.");
        }
        return new ModelTable(Catalogue.models().stream()
                .filter(model -> model.family().equals(family))
                .toList());
    }

    int size() {
        return models.size();
    }

    /** A row for each set of weights, the default first, and the boundaries below them. */
    List<String> lines() {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("model", "weights", "licence", "parameters", "input", "top-1 %"));
        for (ModelEntry model : models) {
            for (WeightSet set : model.weights()) {
                cells.add(row(model, set));
            }
        }
        List<String> rows = ConsoleTable.aligned(cells);
        List<String> lines = new ArrayList<>(rows.subList(0, 1));
        int next = 1;
        for (ModelEntry model : models) {
            lines.addAll(rows.subList(next, next + model.weights().size()));
            lines.addAll(wrapped("boundaries: " + String.join(", ", model.boundaries())));
            next += model.weights().size();
        }
        return List.copyOf(lines);
    }

    private static List<String> row(ModelEntry model, WeightSet set) {
        boolean first = set.equals(model.defaultWeights());
        return List.of(
                first ? model.name() : "",
                set.name(),
                set.licence(),
                first ? String.format(Locale.ROOT, "%,d", model.parameters()) : "",
                String.valueOf(set.preprocessing().crop()),
                String.format(Locale.ROOT, "%.3f", set.top1()));
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(INDENT + INDENT);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** RFC 4180, with the published digits of SHA-256 and an empty address where the weights come with the plugin. */
    String csv() {
        List<List<?>> rows = new ArrayList<>();
        for (ModelEntry model : models) {
            for (WeightSet set : model.weights()) {
                rows.add(List.of(
                        model.name(),
                        model.family(),
                        model.parameters(),
                        set.preprocessing().crop(),
                        set.name(),
                        Decimals.text(set.top1()),
                        Decimals.text(set.top5()),
                        set.licence(),
                        set.sha256(),
                        set.uri().map(URI::toString).orElse(""),
                        String.join(" ", model.boundaries())));
            }
        }
        return Csv.write(CSV_HEADER, rows);
    }
}
