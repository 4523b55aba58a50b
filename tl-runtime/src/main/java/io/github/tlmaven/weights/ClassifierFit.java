package io.github.tlmaven.weights;

import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file's classifier can stay: only if it is for the same classes in the same order. A width that agrees by chance
 * is not enough.
 *
 * @param kept   whether it is loaded with the rest
 * @param reason a sentence for the log
 */
public record ClassifierFit(boolean kept, String reason) {

    /** The member of the metadata that holds the classes' names as a JSON list, in the order of the outputs. */
    public static final String CLASSES = "classes";

    /**
     * Compares a file with what is to be trained.
     *
     * @param architecture with a head of as many outputs as there are classes
     * @param classes      names in the order of the outputs
     */
    public static ClassifierFit of(WeightsFile file, Architecture architecture, List<String> classes) {
        String weight = lastWeight(architecture);
        if (!file.names().contains(weight)) {
            return replaced("the file has no '" + weight + "'");
        }
        Shape shape = file.tensor(weight).shape();
        long outputs = shape.dimension() == 0 ? 1 : shape.get(0);
        if (outputs != classes.size()) {
            return replaced("the file's has " + outputs + " classes, the data have " + classes.size());
        }
        String names = file.metadata().get(CLASSES);
        if (names == null) {
            return replaced("the file does not name its " + outputs + " classes");
        }
        if (!classes.equals(list(names))) {
            return replaced("the file's classes are " + ProblemList.shown(names) + ", those of the data are "
                    + ProblemList.shown(Json.writeCompact(classes)));
        }
        return NetworkLoader.classifierFits(file, architecture)
                ? new ClassifierFit(true, "The classifier is kept: the file's classes are those of the data.")
                : replaced("the file's has other layers");
    }

    /** Of a head with a hidden layer, the layer that gives the logits. */
    private static String lastWeight(Architecture architecture) {
        int head = architecture.head();
        return architecture.tensors(head, head + 1).stream()
                .filter(spec -> spec.role() == TensorSpec.Role.WEIGHT)
                .reduce((first, second) -> second)
                .orElseThrow()
                .name();
    }

    private static ClassifierFit replaced(String why) {
        return new ClassifierFit(false, "The classifier is replaced by a new one: " + why + ".");
    }

    private static @Nullable Object list(String json) {
        try {
            return Json.read(json);
        } catch (Json.MalformedException e) {
            return null; // then no list of names, whatever it is
        }
    }
}
