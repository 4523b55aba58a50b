package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.catalogue.Catalogue;
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
        return ListedProblems.of(experiments, () -> plan(top, experiments));
    }

    static String problem(String model, String content) {
        List<String> problems = problems("", experiment("it", model, content));
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }
}
