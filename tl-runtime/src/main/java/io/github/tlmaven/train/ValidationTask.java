package io.github.tlmaven.train;

import io.github.tlmaven.features.EvaluationInputs;
import java.util.List;

/**
 * What the best epoch is chosen by.
 *
 * @param inputs of the validation pictures, at the boundary
 * @param labels of the pictures, in the inputs' order
 */
public record ValidationTask(EvaluationInputs inputs, List<Integer> labels) {

    /** Copies the labels and checks that they fit the inputs. */
    public ValidationTask {
        labels = List.copyOf(labels);
        if (labels.isEmpty() || labels.size() != inputs.size()) {
            throw new IllegalArgumentException(inputs.size() + " inputs, " + labels.size() + " labels");
        }
    }

    /**
     * Scores of a validation.
     *
     * @param loss     mean plain cross-entropy
     * @param accuracy share of pictures whose largest logit is the label's
     */
    record Score(double loss, double accuracy) {}

    /** Scores logits, one row a picture. */
    Score score(float[][] logits) {
        double loss = 0;
        int correct = 0;
        for (int i = 0; i < logits.length; i++) {
            int label = labels.get(i);
            loss += CrossEntropy.PLAIN.evaluate(logits[i], new int[] {label}, 1).sum();
            correct += argmax(logits[i]) == label ? 1 : 0;
        }
        return new Score(loss / logits.length, (double) correct / logits.length);
    }

    private static int argmax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
