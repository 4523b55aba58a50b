package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.GoldenValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names, shapes, order and number of a network's tensors against golden ones. */
final class StateDictGolden {

    private StateDictGolden() {}

    static void assertSame(Architecture architecture, Map<String, @Nullable Object> golden) {
        Map<String, String> expected = new LinkedHashMap<>();
        GoldenValues.object(golden, "stateDict")
                .forEach((name, shape) ->
                        expected.put(name, Objects.requireNonNull(shape, name).toString()));
        expected.keySet().removeIf(name -> name.endsWith(".num_batches_tracked"));
        Map<String, String> actual = new LinkedHashMap<>();
        for (TensorSpec spec : architecture.tensors()) {
            String shape = spec.shape().stream().map(String::valueOf).collect(Collectors.joining("x"));
            actual.put(spec.name(), shape);
        }
        assertThat(actual).containsExactlyEntriesOf(expected);
        assertThat((double) architecture.parameters()).isEqualTo(GoldenValues.number(golden, "parameters"));
    }
}
