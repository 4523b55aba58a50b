package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names, shapes, counts and constants of every network of torchvision. */
class StateDictGoldenTest {

    private static final int CLASSES = 1000;

    private static Map<String, @Nullable Object> networks() {
        return GoldenValues.object(Golden.json("catalogue.json"), "catalogue");
    }

    static Stream<String> names() {
        return networks().keySet().stream();
    }

    private static Architecture architecture(String name) {
        return Architectures.of(name, Head.of(CLASSES));
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesShapesOrderAndNumberOfParametersAreTorchvisions(String name) {
        StateDictGolden.assertSame(architecture(name), GoldenValues.object(networks(), name));
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
        double[] expected = GoldenValues.numbers(GoldenValues.object(networks(), name), "batchNorm");
        assertThat(actual).isEqualTo(Arrays.stream(expected).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("names")
    void smallestInputIsTorchvisions(String name) {
        List<?> weights = (List<?>)
                Objects.requireNonNull(GoldenValues.object(networks(), name).get("weights"));
        for (Object set : weights) {
            double[] sides =
                    GoldenValues.flat(Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(set)).get("minSize")));
            assertThat(sides).containsOnly(architecture(name).minInput());
        }
    }
}
