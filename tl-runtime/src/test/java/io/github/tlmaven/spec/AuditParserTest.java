package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;

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
        return new PlanParser(Catalogue.known(), List.of()).parse(SettingXml.parse(pom(audit)));
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
                                + " <labelConflicts>, <duplicates>, <nearDuplicates>, <constantPictures>, <tinyPictures>,"
                                + " <extremeRatios>, <smallClasses>, <imbalance>, <missingClasses>, <minSimilarity>,"
                                + " <minSide>, <maxAspectRatio>, <minClassSize>, <maxImbalance>",
                        "<dataset><audit><unreadable>: is not known; allowed here: <leakage>,"
                                + " <labelConflicts>, <duplicates>, <nearDuplicates>, <constantPictures>, <tinyPictures>,"
                                + " <extremeRatios>, <smallClasses>, <imbalance>, <missingClasses>, <minSimilarity>,"
                                + " <minSide>, <maxAspectRatio>, <minClassSize>, <maxImbalance>",
                        "<dataset><audit><leakage>: 'stop' is not known; allowed: fail, warn, ignore",
                        "<dataset><audit><minSimilarity>: must be a number above 0 and at most 1, was '1.5'",
                        "<dataset><audit><maxAspectRatio>: must be a number of 1 or more, was '0.5'");
    }

    @Test
    void jsonGivesTheSameAuditBack() throws MalformedException {
        Plan plan = plan("<audit><duplicates>ignore</duplicates><minSimilarity>0.995</minSimilarity></audit>");
        assertThat(PlanCodec.read(PlanCodec.write(plan))).isEqualTo(plan);
        assertThat(PlanCodec.write(plan))
                .contains("\"duplicates\": \"ignore\"", "\"leakage\": \"fail\"", "\"minSimilarity\": 0.995");
    }
}
