package io.github.tlmaven.weights;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Fills a network from a file: strictly, in the layout that the network computes with, and one tensor after the other, so
 * that beside the network there is never more than one tensor in memory.
 */
public final class NetworkLoader {

    /** For files of which it is known what network they belong to. */
    public static final NetworkLoader PLAIN = new NetworkLoader(List.of());

    private final Iterable<Architecture> known;

    /**
     * @param known architectures to compare a file with that does not fit, so that the message can name the one that it
     *              fits; asked only then
     */
    public NetworkLoader(Iterable<Architecture> known) {
        this.known = known;
    }

    /**
     * Loads all tensors.
     *
     * @param owner of the tensors; closed with the result, and here if this fails
     * @throws io.github.tlmaven.failure.WeightsException if names or shapes differ; lists every difference
     */
    public StateDict whole(WeightsFile file, Architecture architecture, NDManager owner) {
        return load(file, architecture, name -> false, owner);
    }

    /**
     * Loads all tensors but the classifier's, of which the file may have any or none.
     *
     * @param owner of the tensors; closed with the result, and here if this fails
     * @throws io.github.tlmaven.failure.WeightsException if names or shapes differ; lists every difference
     */
    public StateDict belowClassifier(WeightsFile file, Architecture architecture, NDManager owner) {
        return load(file, architecture, name -> isOfClassifier(architecture, name), owner);
    }

    private StateDict load(WeightsFile file, Architecture architecture, Predicate<String> replaced, NDManager owner) {
        StateDict tensors = new StateDict(owner);
        boolean whole = false;
        try {
            ArrayReader reader = new ArrayReader(file);
            StrictFit fit = new StrictFit(file, shapes(architecture), replaced);
            for (String name : fit.names(() -> hint(file, architecture))) {
                tensors.adopt(name, reader.read(owner, name));
            }
            whole = true;
            return tensors;
        } finally {
            if (!whole) {
                tensors.close();
            }
        }
    }

    /** Whether the classifier's tensors agree in names and shapes, whatever lies below. */
    static boolean classifierFits(WeightsFile file, Architecture architecture) {
        return new StrictFit(file, shapes(architecture), name -> !isOfClassifier(architecture, name)).holds();
    }

    private String hint(WeightsFile file, Architecture architecture) {
        for (Architecture other : known) {
            Predicate<String> classifier = name -> isOfClassifier(other, name);
            if (new StrictFit(file, shapes(other), classifier).holds()) {
                return " " + architecture.name() + " (they fit " + other.name() + ")";
            }
        }
        return " " + architecture.name();
    }

    private static Map<String, Shape> shapes(Architecture architecture) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (TensorSpec spec : architecture.tensors()) {
            shapes.put(spec.name(), new Shape(spec.dimensions()));
        }
        return shapes;
    }

    /** The head is the classifier, however many layers it has here or in the file. */
    private static boolean isOfClassifier(Architecture architecture, String name) {
        return name.startsWith(architecture.boundaryName(architecture.head()) + ".");
    }
}
