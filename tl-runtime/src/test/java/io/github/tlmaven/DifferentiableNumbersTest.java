package io.github.tlmaven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Operations whose backward pass reads a number that lies in Java memory: after a garbage collection the gradient is any
 * number, without an error. They may not be called where a graph can be recorded.
 */
class DifferentiableNumbersTest {

    private static final Set<String> WITH_A_NUMBER =
            Set.of("mul", "muli", "div", "divi", "pow", "powi", "maximum", "minimum", "mod", "modi");
    private static final Set<String> WITH_A_NUMBER_INSIDE = Set.of("relu6", "swish");

    /** Optimizers and clipping run with gradients switched off, on tensors that are in no graph. */
    private static final String WITHOUT_GRADIENTS = ".*\\.train\\.(Sgd|Adam|RmsProp|EmaTensors|GradientClip)(\\$.*)?";

    private static final JavaClasses RUNTIME = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.tlmaven.zoo", "io.github.tlmaven.train");

    private static final DescribedPredicate<JavaCall<?>> SAVES_A_NUMBER =
            new DescribedPredicate<>("an operation that saves a number in Java memory") {
                @Override
                public boolean test(JavaCall<?> call) {
                    if (!(call instanceof JavaMethodCall)
                            || !call.getTargetOwner().getPackageName().startsWith("ai.djl")) {
                        return false;
                    }
                    boolean number = call.getTarget().getRawParameterTypes().stream()
                            .anyMatch(type -> type.isEquivalentTo(Number.class));
                    return (number && WITH_A_NUMBER.contains(call.getName()))
                            || WITH_A_NUMBER_INSIDE.contains(call.getName());
                }
            };

    @Test
    void nothingThatRecordsAGraphSavesANumber() {
        noClasses()
                .that()
                .haveNameNotMatching(WITHOUT_GRADIENTS)
                .should()
                .callMethodWhere(SAVES_A_NUMBER)
                .check(RUNTIME);
    }

    /** The rule above would pass if it saw no calls at all: it sees those of the exempt classes. */
    @Test
    void ruleSeesTheCallsOfTheOptimizers() {
        ArchRule everywhere = noClasses().should().callMethodWhere(SAVES_A_NUMBER);
        assertThat(everywhere.evaluate(RUNTIME).getFailureReport().getDetails())
                .anyMatch(line -> line.contains("train.Adam."))
                .anyMatch(line -> line.contains("Sgd"))
                .anyMatch(line -> line.contains("GradientClip"));
    }
}
