package io.github.tlmaven.worker;

import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.RunRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks for trained cells that are no longer what the plan asks for, before anything is judged. */
final class StaleCells {

    private static final String ITEM = System.lineSeparator() + "  ";

    private final Bench bench;
    private final RunRequest request;
    private final PartedDataset dataset;

    /**
     * A cell that is another one now.
     *
     * @param cell       that was trained
     * @param difference the first one from what is asked for
     */
    private record Stale(PlannedCell cell, Fingerprint.Difference difference) {

        private String text() {
            return cell.id().text() + ": " + difference.text()
                    + (difference.isOfPictures() ? "; it may have learned from what it would be judged on" : "");
        }
    }

    /** Looks at nothing yet. What is opened for it is opened again when it is judged, and only then in the log. */
    StaleCells(Bench bench, RunRequest request, PartedDataset dataset) {
        this.bench = bench.silent();
        this.request = request;
        this.dataset = dataset;
    }

    /**
     * Checks that every trained cell is of the present configuration.
     *
     * @throws DataException that names all cells which are not, and the goals that train them
     */
    void requireNone(List<Experiment> experiments) {
        List<Stale> stale = experiments.stream()
                .flatMap(experiment -> stale(experiment).stream())
                .toList();
        if (!stale.isEmpty()) {
            String goals = stale.stream()
                    .map(each -> TrainedCells.goal(each.cell().experiment()))
                    .distinct()
                    .collect(Collectors.joining(" and "));
            throw new DataException(
                    "Nothing is judged, since these cells were trained for another configuration:"
                            + stale.stream().map(each -> ITEM + each.text()).collect(Collectors.joining()),
                    "run " + goals + " again before tl:evaluate.");
        }
    }

    private List<Stale> stale(Experiment experiment) {
        List<PlannedCell> trained = PlannedCell.of(request, experiment, dataset).stream()
                .filter(cell -> TrainedCells.isTrained(cell.files()))
                .toList();
        if (trained.isEmpty()) {
            return List.of();
        }
        List<Stale> stale = new ArrayList<>();
        try (StartingNetwork network = new NetworkOpener(bench, request, dataset.classes()).open(experiment)) {
            for (PlannedCell cell : trained) {
                difference(cell, network).ifPresent(difference -> stale.add(new Stale(cell, difference)));
            }
        }
        return stale;
    }

    private Optional<Fingerprint.Difference> difference(PlannedCell cell, StartingNetwork network) {
        Map<String, String> now = TrainedCells.fingerprint(bench, request.plan(), cell, network);
        return Fingerprint.difference(RunFile.read(cell.files().run()).fingerprint(), now);
    }
}
