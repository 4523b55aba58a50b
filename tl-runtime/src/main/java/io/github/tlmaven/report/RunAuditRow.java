package io.github.tlmaven.report;

import io.github.tlmaven.report.files.RunAudit;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained part of a network, in one stage of a training, as a row.
 *
 * @param training   seed, and fold where there is one
 * @param stage      of the strategy, with its epochs
 * @param frozen     number of tensors that kept their bits
 * @param moved      trained tensors that changed, of how many
 * @param statistics running statistics that changed
 * @param steps      one for each trained stage of the network
 */
public record RunAuditRow(
        String training, String stage, String frozen, String moved, String statistics, List<Step> steps) {

    /** Copies the list. */
    public RunAuditRow {
        steps = List.copyOf(steps);
    }

    /**
     * How far a stage of the network moved.
     *
     * @param name of the stage
     * @param rate mean learning rate of the measured steps
     * @param step mean absolute change of a value in one of them
     */
    public record Step(String name, String rate, String step) {}

    static List<RunAuditRow> of(List<CellResult> cells) {
        List<RunAuditRow> rows = new ArrayList<>();
        for (CellResult cell : cells) {
            cell.run().audit().stages().forEach(stage -> rows.add(of(cell.id().numbers(), stage)));
        }
        return rows;
    }

    private static RunAuditRow of(String training, RunAudit.Stage stage) {
        return new RunAuditRow(
                training,
                stage.stage() + ", " + Format.counted(stage.epochs(), "epoch"),
                Format.count(stage.frozenTensors()),
                Format.count(stage.movedTensors()) + " of " + Format.count(stage.trainedTensors()),
                Format.count(stage.movedStatistics()),
                stage.groups().stream()
                        .map(group -> new Step(
                                group.name(), Format.rate(group.learningRate()), Format.rate(group.meanStep())))
                        .toList());
    }

    /** What was found of the pictures of all cells, as a sentence. */
    static String pipeline(List<CellResult> cells) {
        int pictures = 0;
        int changed = 0;
        for (CellResult cell : cells) {
            RunAudit.Pipeline pipeline = cell.run().audit().pipeline();
            pictures += pipeline.pictures();
            changed += pipeline.changedInTraining();
        }
        return "Of the first " + Format.count(pictures) + " training pictures, augmentation changed "
                + Format.count(changed) + " in training and none in evaluation.";
    }
}
