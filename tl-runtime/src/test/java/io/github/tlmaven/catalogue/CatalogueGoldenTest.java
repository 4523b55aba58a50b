package io.github.tlmaven.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.Preprocessing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue against what torchvision says of its own models. */
class CatalogueGoldenTest {

    private static final int MODELS_OF_TORCHVISION = 29;

    private static Map<String, @Nullable Object> golden() {
        return GoldenValues.object(Golden.json("catalogue.json"), "catalogue");
    }

    static Stream<String> names() {
        return Golden.file("catalogue.json").isPresent() ? golden().keySet().stream() : Stream.of("resnet18");
    }

    private static List<Map<String, @Nullable Object>> sets(String model) {
        List<?> sets = (List<?>)
                Objects.requireNonNull(GoldenValues.object(golden(), model).get("weights"));
        return sets.stream().map(CatalogueGoldenTest::object).toList();
    }

    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        try {
            return Json.asObject(value, "weights");
        } catch (Json.MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Map<String, @Nullable Object> set, String name) {
        return (String) Objects.requireNonNull(set.get(name), name);
    }

    private static int whole(Map<String, @Nullable Object> set, String name) {
        return (int) GoldenValues.number(set, name);
    }

    private static List<Double> channels(Map<String, @Nullable Object> set, String name) {
        return Arrays.stream(GoldenValues.numbers(set, name)).boxed().toList();
    }

    private static Preprocessing preprocessing(Map<String, @Nullable Object> set) {
        Preprocessing.Interpolation filter = Arrays.stream(Preprocessing.Interpolation.values())
                .filter(each -> each.keyword().equals(set.get("interpolation")))
                .findFirst()
                .orElseThrow();
        return new Preprocessing(
                whole(set, "resize"), filter, whole(set, "crop"), channels(set, "mean"), channels(set, "std"));
    }

    @Test
    void allModelsOfTorchvisionAreThere() {
        assertThat(golden()).hasSize(MODELS_OF_TORCHVISION);
        assertThat(Catalogue.models()).extracting(ModelEntry::name).containsAll(golden().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void parametersAreTorchvisions(String name) {
        assertThat(Catalogue.model(name).parameters())
                .isEqualTo((long) GoldenValues.number(GoldenValues.object(golden(), name), "parameters"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPublishedSetIsThereWithWhatBelongsToIt(String name) {
        ModelEntry model = Catalogue.model(name);

        assertThat(model.weights()).hasSameSizeAs(sets(name));
        assertThat(sets(name)).allSatisfy(expected -> {
            WeightSet set = model.weights(text(expected, "name")).orElseThrow();
            assertThat(set.uri()).hasToString("Optional[" + text(expected, "url") + "]");
            assertThat(set.sha256()).isEqualTo(text(expected, "sha256Prefix"));
            assertThat(set.preprocessing()).isEqualTo(preprocessing(expected));
            assertThat(set.top1()).isEqualTo(GoldenValues.number(expected, "top1"));
            assertThat(set.top5()).isEqualTo(GoldenValues.number(expected, "top5"));
            assertThat(set.licence()).isEqualTo("BSD-3-Clause");
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void defaultSetIsTorchvisions(String name) {
        Optional<String> expected = sets(name).stream()
                .filter(set -> Boolean.TRUE.equals(set.get("default")))
                .map(set -> text(set, "name"))
                .findFirst();

        assertThat(expected).hasValue(Catalogue.model(name).defaultWeights().name());
    }
}
