package io.github.tlmaven.metrics;

import io.github.tlmaven.spec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Figures of scikit-learn and statsmodels; {@code scores.py} beside them made them. */
final class Fixture {

    private Fixture() {}

    static List<Map<String, @Nullable Object>> cases(String kind) {
        try (InputStream in = Objects.requireNonNull(Fixture.class.getResourceAsStream("/metrics/scores.json"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Map<String, @Nullable Object>> cases = new ArrayList<>();
            for (Object each :
                    (List<?>) Objects.requireNonNull(Json.readObject(text).get(kind))) {
                cases.add(Json.asObject(each, kind));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Json.MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    static double number(Map<String, @Nullable Object> of, String name) {
        return ((Number) Objects.requireNonNull(of.get(name), name)).doubleValue();
    }

    static List<Double> numbers(Object list) {
        return ((List<?>) list)
                .stream().map(each -> ((Number) each).doubleValue()).toList();
    }
}
