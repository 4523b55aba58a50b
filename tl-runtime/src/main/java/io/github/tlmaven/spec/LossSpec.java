package io.github.tlmaven.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What training minimises. Validation and evaluation report plain cross-entropy whatever it is. */
public sealed interface LossSpec {

    /** The word that stands in the pom's {@code <loss>}. */
    String keyword();

    /** How much a picture of each class counts. */
    ClassWeights classWeights();

    /**
     * Cross-entropy of softmax, as torch.nn.CrossEntropyLoss.
     *
     * @param labelSmoothing mass spread evenly over all classes, in [0, 1)
     */
    record CrossEntropy(double labelSmoothing, ClassWeights classWeights) implements LossSpec {
        /** Checks the range. */
        public CrossEntropy {
            Checks.fraction("labelSmoothing", labelSmoothing);
        }

        /** All classes alike. */
        public CrossEntropy(double labelSmoothing) {
            this(labelSmoothing, new ClassWeights.None());
        }

        @Override
        public String keyword() {
            return "cross-entropy";
        }
    }

    /**
     * Focal loss of softmax (Lin and others 2017): cross-entropy times (1 − p)ᵞ, where p is the label's probability.
     *
     * @param gamma 0 or more; 0 is cross-entropy
     */
    record Focal(double gamma, ClassWeights classWeights) implements LossSpec {
        /** Checks the range. */
        public Focal {
            Checks.notNegative("focalGamma", gamma);
        }

        @Override
        public String keyword() {
            return "focal";
        }
    }

    /** How much a picture of each class counts. */
    sealed interface ClassWeights {

        /** All alike. */
        record None() implements ClassWeights {}

        /** In inverse proportion to the class's share of the training part, so that all classes count the same. */
        record Balanced() implements ClassWeights {}

        /**
         * As somebody chose.
         *
         * @param byClass factors above 0 by class name, one or more; classes that are not named have 1
         */
        record Given(Map<String, Double> byClass) implements ClassWeights {
            /** Copies the map, in its order, and checks the factors. */
            public Given {
                byClass = Collections.unmodifiableMap(new LinkedHashMap<>(byClass));
                Checks.require(!byClass.isEmpty(), "classWeights", byClass, "at least one class and its weight");
                byClass.values().forEach(weight -> Checks.positive("classWeights", weight));
            }
        }
    }
}
