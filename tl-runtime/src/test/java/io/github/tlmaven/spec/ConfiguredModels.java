package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.failure.ConfigurationException;
import java.util.List;

/** Poms whose experiments say something about models and weights. */
final class ConfiguredModels {

    static final String DIGEST = "0123456789abcdef".repeat(4);

    private static final String DATASET = "<dataset><directory>pictures</directory></dataset>";

    private ConfiguredModels() {}

    static Plan plan(String top, String experiments) {
        return new PlanParser(Catalogue.known(), List.of())
                .parse(SettingXml.parse(DATASET + top + "<experiments>" + experiments + "</experiments>"));
    }

    static String experiment(String id, String model, String content) {
        return "<" + id + "><model>" + model + "</model><strategy>extract</strategy>" + content + "</" + id + ">";
    }

    static ModelSpec model(String model, String content) {
        return plan("", experiment("it", model, content)).experiments().get(0).model();
    }

    static List<String> problems(String top, String experiments) {
        ConfigurationException thrown =
                catchThrowableOfType(ConfigurationException.class, () -> plan(top, experiments));
        assertThat(thrown).as("an exception for " + experiments).isNotNull();
        assertThat(thrown).hasMessageContaining("To fix: ");
        return String.valueOf(thrown.getMessage())
                .lines()
                .filter(line -> line.startsWith("  - "))
                .map(line -> line.substring(4))
                .toList();
    }

    static String problem(String model, String content) {
        List<String> problems = problems("", experiment("it", model, content));
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }
}
