package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditKind.Severity;
import io.github.tlmaven.spec.AuditSpec;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.WeightsSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A goal that audits needs the weights of an experiment that it does not work on. */
class AuditedExperimentTest {

    private static final Experiment PROBE =
            Experiments.of("probe", "tf_efficientnet_lite0", new WeightsSource.Default());
    private static final Experiment OTHER = Experiments.of("other", "efficientnet_b0", new WeightsSource.Default());

    private static Plan plan(Severity severity, Optional<AuditSpec.Features> features) {
        return new Plan(
                new DeviceRequest.Cpu(),
                List.of(1L),
                new DatasetSpec(new DatasetSpec.Split("pictures", 0.1, 0.1, 1), DatasetSpec.Corrupt.FAIL),
                Map.of(),
                new AuditSpec(Map.of(AuditKind.SIMILAR_FEATURES, severity), AuditSpec.USUAL.limits(), features),
                List.of(PROBE, OTHER),
                List.of());
    }

    private static List<Experiment> needed(Severity severity, List<Experiment> chosen) {
        Plan plan = plan(severity, Optional.of(new AuditSpec.Features("probe", 0.9)));
        return AbstractFetchingMojo.withAudited(plan, chosen);
    }

    @Test
    void theExperimentOfTheFeaturesIsNeeded() {
        assertThat(needed(Severity.WARN, List.of(OTHER))).containsExactly(OTHER, PROBE);
        assertThat(needed(Severity.FAIL, List.of())).containsExactly(PROBE);
    }

    @Test
    void itIsNeededOnce() {
        assertThat(needed(Severity.WARN, List.of(PROBE, OTHER))).containsExactly(PROBE, OTHER);
    }

    @Test
    void noneIsNeededWhereNoFeaturesAreCompared() {
        assertThat(needed(Severity.IGNORE, List.of(OTHER))).containsExactly(OTHER);
        assertThat(AbstractFetchingMojo.withAudited(plan(Severity.WARN, Optional.empty()), List.of(OTHER)))
                .containsExactly(OTHER);
    }
}
