package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.spec.LossSpec;
import io.github.tlmaven.spec.LossSpec.ClassWeights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What class weights become once the classes are known. */
class LossesTest {

    private static final List<String> CLASSES = List.of("ant", "bee", "wasp");
    private static final List<Integer> LABELS = List.of(0, 0, 0, 1, 1, 2);

    private static double weight(ClassWeights weights, int label) {
        return Losses.of(new LossSpec.CrossEntropy(0, weights), CLASSES, LABELS).divisor(Targets.of(label));
    }

    @Test
    void balancedWeightsMakeEveryClassCountTheSame() {
        ClassWeights balanced = new ClassWeights.Balanced();
        double eachClass = 2; // six pictures, three classes
        assertThat(3 * weight(balanced, 0)).isCloseTo(eachClass, within(1e-12));
        assertThat(2 * weight(balanced, 1)).isCloseTo(eachClass, within(1e-12));
        assertThat(weight(balanced, 2)).isCloseTo(eachClass, within(1e-12));
    }

    @Test
    void classThatIsNotNamedWeighsOne() {
        ClassWeights given = new ClassWeights.Given(Map.of("wasp", 2.5));
        assertThat(weight(given, 0)).isEqualTo(1);
        assertThat(weight(given, 2)).isEqualTo(2.5);
    }

    @Test
    void weightsHoldForTheFocalLossToo() {
        LossSpec spec = new LossSpec.Focal(2, new ClassWeights.Given(Map.of("bee", 4.0)));
        assertThat(Losses.of(spec, CLASSES, LABELS)).isInstanceOf(FocalLoss.class);
        assertThat(Losses.of(spec, CLASSES, LABELS).divisor(Targets.of(0, 1))).isEqualTo(5);
    }

    @Test
    void unknownClassesAreTold() {
        LossSpec spec = new LossSpec.CrossEntropy(0, new ClassWeights.Given(Map.of("be", 2.0, "ant", 1.0)));
        assertThat(Losses.unknownClasses(spec, CLASSES)).containsExactly("be");
        assertThat(Losses.unknownClasses(new LossSpec.CrossEntropy(0), CLASSES)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Losses.of(spec, CLASSES, LABELS));
    }
}
