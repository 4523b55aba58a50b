package io.github.tlmaven.report.files;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code history.csv}: how training went.
 *
 * @param rows one an epoch, in the order trained
 */
public record HistoryFile(List<HistoryRow> rows) {

    private static final List<String> HEADER =
            List.of("epoch", "stage", "learning_rate", "train_loss", "validation_loss", "validation_accuracy");

    /** Copies the list and checks that epochs count from 1. */
    public HistoryFile {
        rows = List.copyOf(rows);
        for (int i = 0; i < rows.size(); i++) {
            ResultFile.require(
                    rows.get(i).epoch() == i + 1,
                    "epochs must count from 1: number " + (i + 1) + " was "
                            + rows.get(i).epoch());
        }
    }

    /**
     * One epoch.
     *
     * @param epoch              from 1
     * @param stage              what was trained, such as {@code head}
     * @param learningRate       of the head, at the epoch's end
     * @param trainLoss          mean over the epoch's pictures, in nats
     * @param validationLoss     mean over the validation part, in nats
     * @param validationAccuracy share of correct pictures, in [0, 1]
     */
    public record HistoryRow(
            int epoch,
            String stage,
            double learningRate,
            double trainLoss,
            double validationLoss,
            double validationAccuracy) {

        /** Checks the ranges. */
        public HistoryRow {
            ResultFile.require(epoch >= 1, "epoch must be 1 or more, was " + epoch);
            finite("learning_rate", learningRate);
            finite("train_loss", trainLoss);
            finite("validation_loss", validationLoss);
            ResultFile.require(
                    validationAccuracy >= 0 && validationAccuracy <= 1,
                    "validation_accuracy must be from 0 to 1, was " + validationAccuracy);
        }

        private static void finite(String name, double value) {
            ResultFile.require(Double.isFinite(value), name + " must be finite, was " + value);
        }
    }

    /**
     * Reads a file. Columns beyond those known here are ignored.
     *
     * @throws DataException if it is missing or damaged; says which goal makes it
     */
    public static HistoryFile read(Path file) {
        return ResultFile.read(file, ResultFile.TRAINING, HistoryFile::parse);
    }

    /** The file's content. */
    public String toText() {
        return Csv.write(
                HEADER,
                rows.stream()
                        .map(row -> List.of(
                                row.epoch(),
                                row.stage(),
                                Decimals.text(row.learningRate()),
                                Decimals.text(row.trainLoss()),
                                Decimals.text(row.validationLoss()),
                                Decimals.text(row.validationAccuracy())))
                        .toList());
    }

    /** Writes the file whole or not at all. */
    public void write(Path file) {
        AtomicFile.write(file, toText());
    }

    private static HistoryFile parse(String text) throws IOException {
        List<List<String>> records = Csv.read(text);
        List<String> header = records.get(0);
        ResultFile.requireColumns(header, HEADER);
        List<HistoryRow> rows = new ArrayList<>();
        for (List<String> fields : records.subList(1, records.size())) {
            rows.add(new HistoryRow(
                    Integer.parseInt(fields.get(0)),
                    fields.get(1),
                    Double.parseDouble(fields.get(2)),
                    Double.parseDouble(fields.get(3)),
                    Double.parseDouble(fields.get(4)),
                    Double.parseDouble(fields.get(5))));
        }
        return new HistoryFile(rows);
    }
}
