package io.github.tlmaven.train;

import java.util.Arrays;
import java.util.List;

/** What a loss compares logits with: for each picture a distribution over the classes. */
public sealed interface Targets {

    /** Number of pictures. */
    int size();

    /** Probability of a class for a picture. */
    double probability(int picture, int label);

    /** How much a picture counts; 1 unless said otherwise. */
    default double weight(int picture) {
        return 1;
    }

    /** One label each. */
    static Targets of(int... labels) {
        return new Labels(Arrays.stream(labels).boxed().toList());
    }

    /**
     * One label each.
     *
     * @param labels each below the number of classes
     */
    record Labels(List<Integer> labels) implements Targets {
        /** Copies the list. */
        public Labels {
            labels = List.copyOf(labels);
        }

        @Override
        public int size() {
            return labels.size();
        }

        @Override
        public double probability(int picture, int label) {
            return labels.get(picture) == label ? 1 : 0;
        }
    }

    /**
     * Soft targets, as mixed pictures have them.
     *
     * @param rows for each picture one probability a class, which sum up to 1
     */
    record Soft(List<List<Double>> rows) implements Targets {
        /** Copies the lists. */
        public Soft {
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public int size() {
            return rows.size();
        }

        @Override
        public double probability(int picture, int label) {
            return rows.get(picture).get(label);
        }
    }

    /**
     * Targets of pictures that do not count alike.
     *
     * @param targets of the pictures
     * @param weights of the pictures, above 0
     */
    record Weighted(Targets targets, List<Double> weights) implements Targets {
        /** Copies the list and checks its length. */
        public Weighted {
            weights = List.copyOf(weights);
            if (weights.size() != targets.size()) {
                throw new IllegalArgumentException(targets.size() + " targets, " + weights.size() + " weights");
            }
        }

        @Override
        public int size() {
            return targets.size();
        }

        @Override
        public double probability(int picture, int label) {
            return targets.probability(picture, label);
        }

        @Override
        public double weight(int picture) {
            return weights.get(picture);
        }
    }
}
