package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.spec.AuditKind.Severity;
import io.github.tlmaven.spec.Json.MalformedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditParserTest {

    private static String pom(String audit) {
        return "<dataset><directory>pictures</directory>" + audit + "</dataset><experiments><probe>"
                + "<model>efficientnet_lite0</model><strategy>extract</strategy></probe></experiments>";
    }

    private static Plan plan(String audit) {
        return parse(pom(audit));
    }

    private static Plan parse(String pom) {
        return new PlanParser(Catalogue.known(), List.of()).parse(SettingXml.parse(pom));
    }

    private static List<String> problems(String audit) {
        return ListedProblems.of(audit, () -> plan(audit));
    }

    @Test
    void withoutAnElementLeakageAloneFails() {
        AuditSpec audit = plan("").audit();
        assertThat(audit).isEqualTo(AuditSpec.USUAL);
        assertThat(audit.severities()).hasSize(AuditKind.values().length);
        audit.severities()
                .forEach((kind, severity) -> assertThat(severity)
                        .as("%s", kind)
                        .isEqualTo(kind == AuditKind.LEAKAGE ? Severity.FAIL : Severity.WARN));
    }

    @Test
    void severitiesAndLimitsAreRead() {
        AuditSpec audit = plan("<audit><leakage>warn</leakage><imbalance>fail</imbalance>"
                        + "<tinyPictures>ignore</tinyPictures><minSimilarity>0.9</minSimilarity><minSide>8</minSide>"
                        + "<maxAspectRatio>2.5</maxAspectRatio><minClassSize>3</minClassSize>"
                        + "<maxImbalance>20</maxImbalance></audit>")
                .audit();
        assertThat(audit.severity(AuditKind.LEAKAGE)).isEqualTo(Severity.WARN);
        assertThat(audit.severity(AuditKind.IMBALANCE)).isEqualTo(Severity.FAIL);
        assertThat(audit.wants(AuditKind.TINY_PICTURES)).isFalse();
        assertThat(audit.severity(AuditKind.DUPLICATES)).isEqualTo(Severity.WARN);
        assertThat(audit.limits()).isEqualTo(new AuditSpec.Limits(0.9, 8, 2.5, 3, 20));
    }

    @Test
    void allProblemsAreReported() {
        assertThat(problems("<audit><duplicate>fail</duplicate><leakage>stop</leakage><unreadable>warn</unreadable>"
                        + "<minSimilarity>1.5</minSimilarity><maxAspectRatio>0.5</maxAspectRatio></audit>"))
                .containsExactlyInAnyOrder(
                        "<dataset><audit><duplicate>: is not known; did you mean <duplicates>? allowed here: <leakage>,"
                                + " <labelConflicts>, <duplicates>, <nearDuplicates>, <similarFeatures>, <constantPictures>, <tinyPictures>,"
                                + " <extremeRatios>, <smallClasses>, <imbalance>, <missingClasses>, <minSimilarity>,"
                                + " <minSide>, <maxAspectRatio>, <minClassSize>, <maxImbalance>, <features>, <minCosine>",
                        "<dataset><audit><unreadable>: is not known; allowed here: <leakage>,"
                                + " <labelConflicts>, <duplicates>, <nearDuplicates>, <similarFeatures>, <constantPictures>, <tinyPictures>,"
                                + " <extremeRatios>, <smallClasses>, <imbalance>, <missingClasses>, <minSimilarity>,"
                                + " <minSide>, <maxAspectRatio>, <minClassSize>, <maxImbalance>, <features>, <minCosine>",
                        "<dataset><audit><leakage>: 'stop' is not known; allowed: fail, warn, ignore",
                        "<dataset><audit><minSimilarity>: must be a number above 0 and at most 1, was '1.5'",
                        "<dataset><audit><maxAspectRatio>: must be a number of 1 or more, was '0.5'");
    }

    @Test
    void featuresAreThoseOfAnExperiment() {
        AuditSpec audit = plan("<audit><features>probe</features><similarFeatures>fail</similarFeatures></audit>")
                .audit();
        assertThat(audit.features()).contains(new AuditSpec.Features("probe", Defaults.MIN_COSINE));
        assertThat(audit.comparedFeatures()).isEqualTo(audit.features());
        assertThat(audit.severity(AuditKind.SIMILAR_FEATURES)).isEqualTo(Severity.FAIL);
        assertThat(plan("<audit><features>probe</features><minCosine>0.9</minCosine></audit>")
                        .audit()
                        .features())
                .contains(new AuditSpec.Features("probe", 0.9));
    }

    @Test
    void ignoredFeaturesAreNotCompared() {
        Plan plan = plan("<audit><features>probe</features><similarFeatures>ignore</similarFeatures></audit>");
        assertThat(plan.audit().features()).isPresent();
        assertThat(plan.audit().comparedFeatures()).isEmpty();
        assertThat(plan.audited()).isEmpty();
    }

    @Test
    void theExperimentIsFoundByItsId() {
        Plan plan = plan("<audit><features>probe</features></audit>");
        assertThat(plan.audited()).isEqualTo(plan.experiment("probe")).isPresent();
        assertThat(plan("<audit/>").audited()).isEmpty();
    }

    @Test
    void anExperimentThatComputesNoFeaturesIsRefused() {
        assertThat(problems("<audit><features>prob</features><minCosine>0</minCosine></audit>"))
                .containsExactlyInAnyOrder(
                        "<dataset><audit><features>: must name an experiment: 'prob' is not known; did you mean probe?"
                                + " allowed: probe",
                        "<dataset><audit><minCosine>: must be a number above 0 and at most 1, was '0'");
        String scratch = pom("<audit><features>probe</features></audit>").replace(">extract<", ">scratch<");
        assertThat(ListedProblems.of(scratch, () -> parse(scratch)))
                .containsExactly(
                        "<dataset><audit><features>: must name an experiment of strategy extract, was 'probe' of"
                                + " strategy scratch");
    }

    @Test
    void aStrategyThatIsNoneIsReportedOnce() {
        String misspelt = pom("<audit><features>probe</features></audit>").replace(">extract<", ">exract<");
        assertThat(ListedProblems.of(misspelt, () -> parse(misspelt)))
                .singleElement()
                .asString()
                .startsWith("<experiments><probe><strategy>: 'exract' is not known");
    }

    @Test
    void settingsOfFeaturesHaveNoEffectWithoutThem() {
        assertThat(problems("<audit><similarFeatures>fail</similarFeatures><minCosine>0.9</minCosine></audit>"))
                .containsExactlyInAnyOrder(
                        "<dataset><audit><similarFeatures>: has no effect without <features>; remove it",
                        "<dataset><audit><minCosine>: has no effect without <features>; remove it");
    }

    @Test
    void jsonGivesFeaturesBack() throws MalformedException {
        Plan plan = plan("<audit><features>probe</features><minCosine>0.9</minCosine></audit>");
        assertThat(PlanCodec.read(PlanCodec.write(plan))).isEqualTo(plan);
        assertThat(PlanCodec.write(plan))
                .contains("\"features\": \"probe\"", "\"minCosine\": 0.9", "\"similarFeatures\": \"warn\"");
        assertThat(PlanCodec.write(plan("<audit/>"))).doesNotContain("\"features\"", "minCosine");
    }

    @Test
    void aPlanKnowsWhoseFeaturesItsAuditCompares() {
        String json = PlanCodec.write(plan("<audit><features>probe</features></audit>"));
        String other = json.replace("\"features\": \"probe\"", "\"features\": \"other\"");
        assertThatThrownBy(() -> PlanCodec.read(other))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("the audit's features must be of an extract experiment, was other");
    }

    @Test
    void jsonGivesTheSameAuditBack() throws MalformedException {
        Plan plan = plan("<audit><duplicates>ignore</duplicates><minSimilarity>0.995</minSimilarity></audit>");
        assertThat(PlanCodec.read(PlanCodec.write(plan))).isEqualTo(plan);
        assertThat(PlanCodec.write(plan))
                .contains("\"duplicates\": \"ignore\"", "\"leakage\": \"fail\"", "\"minSimilarity\": 0.995");
    }
}
