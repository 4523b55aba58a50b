package io.github.tlmaven.worker;

import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.spec.CellId;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.RunRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A training that the plan asks for.
 *
 * @param id         of the cell
 * @param experiment that it belongs to
 * @param dataset    the pictures as they are parted for it
 * @param files      of the cell
 */
record PlannedCell(CellId id, Experiment experiment, Dataset dataset, Layout.Cell files) {

    /** The cells of an experiment: by seed, then by fold. */
    static List<PlannedCell> of(RunRequest request, Experiment experiment, PartedDataset dataset) {
        Layout layout = new Layout(request.workspace().outputDirectory());
        return request.plan().cells(experiment).stream()
                .map(id -> new PlannedCell(id, experiment, dataset.parting(id.fold()), layout.cell(id)))
                .toList();
    }

    /** Cells that have something in common, in the order of the first of each. */
    static <K> Map<K, List<PlannedCell>> by(Function<PlannedCell, K> key, List<PlannedCell> cells) {
        return cells.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    long seed() {
        return id.seed();
    }

    String label() {
        return id.label();
    }

    /** Begins log lines about what all seeds share. */
    String sharedLabel() {
        return "[" + id.experiment()
                + (id.fold().isPresent() ? " fold " + id.fold().getAsInt() : "") + "]";
    }
}
