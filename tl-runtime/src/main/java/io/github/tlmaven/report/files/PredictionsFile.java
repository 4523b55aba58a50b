package io.github.tlmaven.report.files;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.spec.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code predictions-<set>.csv}: what a model says of each picture of a set.
 *
 * @param classes     names in the order of the probability columns
 * @param predictions in the set's order
 */
public record PredictionsFile(List<String> classes, List<Prediction> predictions) {

    private static final List<String> FIRST_COLUMNS = List.of("picture", "label", "predicted");

    /** Copies the lists and checks that they fit each other. */
    public PredictionsFile {
        classes = List.copyOf(classes);
        predictions = List.copyOf(predictions);
        for (Prediction each : predictions) {
            ResultFile.require(
                    each.probabilities().size() == classes.size(),
                    each.picture() + " must have " + classes.size() + " probabilities, had "
                            + each.probabilities().size());
            ResultFile.require(
                    classes.contains(each.label()) && classes.contains(each.predicted()),
                    each.picture() + " has the label '" + each.label() + "' and the prediction '" + each.predicted()
                            + "', expected two of " + classes);
        }
    }

    /**
     * One picture.
     *
     * @param picture       path relative to the set's folder, with '/'
     * @param label         name of the true class
     * @param predicted     name of the most probable class
     * @param probabilities one a class, from 0 to 1
     */
    public record Prediction(String picture, String label, String predicted, List<Float> probabilities) {

        /** Copies the list and checks the range. */
        public Prediction {
            probabilities = List.copyOf(probabilities);
            for (float p : probabilities) {
                ResultFile.require(p >= 0 && p <= 1, picture + " has the probability " + p + ", expected 0 to 1");
            }
        }

        /** From a model's output row. */
        public static Prediction of(String picture, String label, String predicted, float[] probabilities) {
            List<Float> list = new ArrayList<>(probabilities.length);
            for (float p : probabilities) {
                list.add(p);
            }
            return new Prediction(picture, label, predicted, list);
        }
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is missing or damaged; says which goal makes it
     */
    public static PredictionsFile read(Path file) {
        return ResultFile.read(file, ResultFile.EVALUATION, PredictionsFile::parse);
    }

    /** What the predictions come to; at least one is needed. */
    public Scores scores() {
        Map<String, Integer> index = new HashMap<>();
        classes.forEach(name -> index.put(name, index.size()));
        int[] labels = new int[predictions.size()];
        float[][] probabilities = new float[predictions.size()][classes.size()];
        for (int i = 0; i < labels.length; i++) {
            Prediction each = predictions.get(i);
            labels[i] = index.getOrDefault(each.label(), -1);
            for (int k = 0; k < classes.size(); k++) {
                probabilities[i][k] = each.probabilities().get(k);
            }
        }
        return Scores.of(classes, labels, probabilities);
    }

    /** The file's content. */
    public String toText() {
        return Csv.write(header(), rows());
    }

    List<String> header() {
        List<String> header = new ArrayList<>(FIRST_COLUMNS);
        header.addAll(classes);
        return header;
    }

    List<List<String>> rows() {
        return predictions.stream().map(PredictionsFile::fields).toList();
    }

    /** Writes the file whole or not at all. */
    public void write(Path file) {
        AtomicFile.write(file, toText());
    }

    private static List<String> fields(Prediction each) {
        List<String> fields = new ArrayList<>(List.of(each.picture(), each.label(), each.predicted()));
        each.probabilities()
                .forEach(p -> fields.add(Decimals.shortest((float) p).toString()));
        return fields;
    }

    private static PredictionsFile parse(String text) throws IOException {
        int fixed = FIRST_COLUMNS.size();
        List<List<String>> records = Csv.read(text);
        List<String> header = records.get(0);
        ResultFile.require(
                header.size() > fixed && header.subList(0, fixed).equals(FIRST_COLUMNS),
                "columns must be " + FIRST_COLUMNS + " and one a class, were " + header);
        List<Prediction> predictions = new ArrayList<>();
        for (List<String> fields : records.subList(1, records.size())) {
            List<Float> probabilities = fields.subList(fixed, fields.size()).stream()
                    .map(Float::valueOf)
                    .toList();
            predictions.add(new Prediction(fields.get(0), fields.get(1), fields.get(2), probabilities));
        }
        return new PredictionsFile(header.subList(fixed, header.size()), predictions);
    }
}
