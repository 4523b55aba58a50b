package io.github.tlmaven.train;

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
     */
    public static Loss of(LossSpec spec, List<String> classes, List<Integer> labels) {
        if (!unknownClasses(spec, classes).isEmpty()) {
            throw new IllegalArgumentException("weights of " + unknownClasses(spec, classes) + ", classes " + classes);
        }
        ClassFactors factors = factors(spec.classWeights(), classes, labels);
        if (spec instanceof LossSpec.CrossEntropy crossEntropy) {
            return new CrossEntropy(crossEntropy.labelSmoothing(), factors);
        }
        return new FocalLoss(((LossSpec.Focal) spec).gamma(), factors);
    }

    private static ClassFactors factors(ClassWeights weights, List<String> classes, List<Integer> labels) {
        if (weights instanceof ClassWeights.Given given) {
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

    /** Classes that weights are given for and that are not there. */
    public static List<String> unknownClasses(LossSpec spec, List<String> classes) {
        if (spec.classWeights() instanceof ClassWeights.Given given) {
            return given.byClass().keySet().stream()
                    .filter(name -> !classes.contains(name))
                    .toList();
        }
        return List.of();
    }
}
