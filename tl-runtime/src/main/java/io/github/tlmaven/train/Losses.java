package io.github.tlmaven.train;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.LossSpec;
import io.github.tlmaven.spec.LossSpec.ClassWeights;
import java.util.List;
import java.util.stream.IntStream;

/** The loss that a spec asks for, once the classes are known. */
public final class Losses {

    private Losses() {}

    /**
     * Makes a loss.
     *
     * @param classes names, in the labels' order
     * @param labels  of the training pictures, which balanced weights follow from; every class occurs
     * @throws DataException if weights are given for classes that are not there
     */
    public static Loss of(LossSpec spec, List<String> classes, List<Integer> labels) {
        ClassFactors factors = factors(spec.classWeights(), classes, labels);
        if (spec instanceof LossSpec.CrossEntropy crossEntropy) {
            return new CrossEntropy(crossEntropy.labelSmoothing(), factors);
        }
        return new FocalLoss(((LossSpec.Focal) spec).gamma(), factors);
    }

    private static ClassFactors factors(ClassWeights weights, List<String> classes, List<Integer> labels) {
        if (weights instanceof ClassWeights.Given given) {
            requireKnown(given, classes);
            return new ClassFactors(classes.stream()
                    .map(name -> given.byClass().getOrDefault(name, 1.0))
                    .toList());
        }
        return weights instanceof ClassWeights.Balanced ? balanced(classes.size(), labels) : ClassFactors.ALIKE;
    }

    /** Pictures / (classes · pictures of the class) (King and Zeng 2001), whose mean over the pictures is 1. */
    private static ClassFactors balanced(int classes, List<Integer> labels) {
        return new ClassFactors(IntStream.range(0, classes)
                .mapToObj(label -> (double) labels.size()
                        / ((double) classes
                                * labels.stream().filter(each -> each == label).count()))
                .toList());
    }

    private static void requireKnown(ClassWeights.Given given, List<String> classes) {
        List<String> unknown = given.byClass().keySet().stream()
                .filter(name -> !classes.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new DataException(
                    "<classWeights> names " + String.join(", ", unknown)
                            + ", which the training pictures do not have as a class; their classes are "
                            + String.join(", ", classes) + ".",
                    "write names of classes, which are those of the folders; a class that is not named weighs 1.");
        }
    }
}
