package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names, shapes, counts and constants of every network of torchvision. */
class CatalogueGoldenTest {

    private static final int CLASSES = 1000;
    private static final Map<String, @Nullable Object> NETWORKS =
            GoldenValues.object(Golden.json("catalogue.json"), "catalogue");

    static Stream<String> names() {
        return NETWORKS.keySet().stream();
    }

    private static Architecture architecture(String name) {
        return Architectures.of(name, Head.of(CLASSES));
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesShapesAndOrderAreTorchvisions(String name) {
        Map<String, String> expected = new LinkedHashMap<>();
        GoldenValues.object(GoldenValues.object(NETWORKS, name), "stateDict")
                .forEach((key, shape) ->
                        expected.put(key, Objects.requireNonNull(shape, key).toString()));
        expected.keySet().removeIf(key -> key.endsWith(".num_batches_tracked"));
        Map<String, String> actual = new LinkedHashMap<>();
        architecture(name)
                .tensors()
                .forEach(spec -> actual.put(
                        spec.name(), spec.shape().stream().map(String::valueOf).collect(Collectors.joining("x"))));
        assertThat(actual).containsExactlyEntriesOf(expected);
    }

    @ParameterizedTest
    @MethodSource("names")
    void numberOfParametersIsTorchvisions(String name) {
        assertThat((double) architecture(name).parameters())
                .isEqualTo(GoldenValues.number(GoldenValues.object(NETWORKS, name), "parameters"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void constantsOfBatchNormAreTorchvisions(String name) {
        Architecture architecture = architecture(name);
        List<Double> actual = architecture.convolutions(0, architecture.stages().size()).stream()
                .map(ConvNorm::batchNorm)
                .distinct()
                .flatMap(spec -> Stream.of(spec.epsilon(), spec.momentum()))
                .toList();
        double[] expected = GoldenValues.numbers(GoldenValues.object(NETWORKS, name), "batchNorm");
        assertThat(actual).isEqualTo(Arrays.stream(expected).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("names")
    void smallestInputIsTorchvisions(String name) {
        List<?> weights = (List<?>)
                Objects.requireNonNull(GoldenValues.object(NETWORKS, name).get("weights"));
        for (Object set : weights) {
            double[] sides =
                    GoldenValues.flat(Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(set)).get("minSize")));
            assertThat(sides).containsOnly(architecture(name).minInput());
        }
    }
}
