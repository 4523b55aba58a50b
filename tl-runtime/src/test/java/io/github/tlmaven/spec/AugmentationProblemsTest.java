package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.catalogue.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of an augmentation that does not fit its experiment. */
class AugmentationProblemsTest {

    private static String inExperiment(String content) {
        String xml = "<dataset><directory>pictures</directory></dataset><experiments><probe>"
                + "<model>efficientnet_lite0</model>" + content + "</probe></experiments>";
        PlanParser parser = new PlanParser(Catalogue.known(), List.of());
        List<String> problems = ListedProblems.of(content, () -> parser.parse(SettingXml.parse(xml)));
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<strategy>extract</strategy>",
                "<strategy>finetune</strategy>",
                "<strategy>finetune</strategy><unfreeze>progressive</unfreeze>"
            })
    void mixingIsRefusedWhereFeaturesAreStored(String strategy) {
        assertThat(inExperiment(strategy + "<augmentation><flip/><cutmix/></augmentation>"))
                .isEqualTo(
                        "<experiments><probe><augmentation>: must be without <mixup> and <cutmix> where features of a"
                                + " frozen part are stored, since they mix pixels: write <views>0</views>,"
                                + " <unfreeze>all</unfreeze> or <strategy>scratch</strategy>, or remove them");
    }

    @Test
    void aProblemOfAStepIsNotedWithItsPath() {
        assertThat(inExperiment("<strategy>extract</strategy><augmentation><flip><horizontal>2</horizontal></flip>"
                        + "</augmentation>"))
                .isEqualTo(
                        "<experiments><probe><augmentation><flip><horizontal>: must be a number from 0 to 1, was '2'");
    }

    @Test
    void unknownUnfreezeIsTheOnlyProblemOfAMixingExperiment() {
        assertThat(inExperiment("<strategy>finetune</strategy><unfreeze>al</unfreeze><augmentation><mixup/>"
                        + "</augmentation>"))
                .startsWith("<experiments><probe><unfreeze>: ");
    }
}
