package io.github.tlmaven.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Fills a network from a file: strictly, and in the layout that the network computes with. */
public final class NetworkLoader {

    private NetworkLoader() {}

    /**
     * Loads all tensors.
     *
     * @param owner of the tensors; closed with the result
     * @throws io.github.tlmaven.failure.WeightsException if names or shapes differ; lists every difference
     */
    public static StateDict load(SafetensorsFile file, Architecture architecture, NDManager owner) {
        return load(file, architecture, Set.of(), owner);
    }

    /**
     * Loads all tensors but the classifier's, which the file must have, too, but of whatever width.
     *
     * @param owner of the tensors; closed with the result
     * @throws io.github.tlmaven.failure.WeightsException if names or shapes differ; lists every difference
     */
    public static StateDict loadBelowClassifier(SafetensorsFile file, Architecture architecture, NDManager owner) {
        int classifier = architecture.head();
        Set<String> replaced = architecture.tensors(classifier, classifier + 1).stream()
                .map(TensorSpec::name)
                .collect(Collectors.toSet());
        return load(file, architecture, replaced, owner);
    }

    private static StateDict load(
            SafetensorsFile file, Architecture architecture, Set<String> replaced, NDManager owner) {
        Map<String, Shape> expected = new LinkedHashMap<>();
        architecture.tensors().forEach(spec -> expected.put(spec.name(), new Shape(spec.dimensions())));
        StateDict tensors = new StateDict(owner);
        try (NDManager temporary = owner.newSubManager()) {
            Map<String, NDArray> loaded =
                    StateDictLoader.load(file, expected, replaced, temporary).arrays();
            loaded.forEach((name, array) -> {
                try (array) {
                    tensors.put(name, array);
                }
            });
        }
        return tensors;
    }
}
