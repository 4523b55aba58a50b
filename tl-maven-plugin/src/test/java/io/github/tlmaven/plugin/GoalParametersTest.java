package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.junit.jupiter.api.Test;

/** Read from the class files, which the plugin's descriptor is made of. */
class GoalParametersTest {

    /** What a person can still read in the manual of a goal. */
    private static final int MOST_PARAMETERS = 20;

    private final Map<String, Set<String>> parameters = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.github.tlmaven.plugin").stream()
                    .filter(type -> type.isAnnotatedWith(Mojo.class))
                    .collect(Collectors.toMap(
                            type -> type.getAnnotationOfType(Mojo.class).name(), GoalParametersTest::parameters));

    private static Set<String> parameters(JavaClass goal) {
        return goal.getAllFields().stream()
                .filter(field -> field.isAnnotatedWith(Parameter.class))
                .map(JavaField::getName)
                .collect(Collectors.toSet());
    }

    @Test
    void allGoalsAreFoundWithInheritedParameters() {
        assertThat(parameters)
                .containsOnlyKeys(
                        "cache",
                        "check",
                        "evaluate",
                        "extract",
                        "finetune",
                        "help",
                        "models",
                        "report",
                        "resolve",
                        "validate");
        assertThat(parameters.get("extract")).contains("skip", "cacheDirectory", "jvm", "force");
    }

    @Test
    void noGoalHasMoreParametersThanAreReadable() {
        assertThat(parameters)
                .allSatisfy((goal, names) ->
                        assertThat(names).as("parameters of tl:%s", goal).hasSizeLessThanOrEqualTo(MOST_PARAMETERS));
    }

    @Test
    void resolveTakesNothingThatOnlyTrainingReads() {
        assertThat(parameters.get("resolve"))
                .contains("cacheDirectory", "weightsMirror", "jvm")
                .doesNotContain("force", "threads");
    }

    @Test
    void validateTakesWhatItsAuditReads() {
        assertThat(parameters.get("validate"))
                .contains("cacheDirectory", "jvm", "threads")
                .doesNotContain("force");
    }
}
