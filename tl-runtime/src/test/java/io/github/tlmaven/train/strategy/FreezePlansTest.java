package io.github.tlmaven.train.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.catalogue.ModelEntry;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.Strategy.WarmStart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FreezePlansTest {

    private static final double PEAK = 0.01;
    private static final FreezePlans.Stages STAGES =
            new FreezePlans.Stages(List.of("stem", "a", "b", "top", "classifier"), "b");

    private static FreezePlan at(Strategy strategy, int epoch) {
        return new FreezePlans(strategy, STAGES, PEAK).at(epoch);
    }

    private static FreezePlan plan(String stage, int boundary, Double... factors) {
        return new FreezePlan(stage, boundary, List.of(factors), BatchNorm.EVAL);
    }

    private static Strategy progressive(int stageEpochs, String... boundaries) {
        return new Strategy.Finetune(new Unfreeze.Progressive(stageEpochs, List.of(boundaries)), 1);
    }

    static List<ModelEntry> models() {
        return Catalogue.models();
    }

    private static FreezePlans.Stages stages(ModelEntry model) {
        return new FreezePlans.Stages(model.boundaries(), model.lastBlock());
    }

    @Test
    void extractTrainsTheHeadAlone() {
        assertThat(at(new Strategy.Extract(), 0)).isEqualTo(plan("head", 4, 1.0));
    }

    @Test
    void lastBlockBeginsAtTheNamedStage() {
        assertThat(at(new Strategy.Finetune(Unfreeze.LAST_BLOCK, 1), 3))
                .isEqualTo(plan("last-block", 2, 1.0, 1.0, 1.0));
    }

    @Test
    void boundaryOfChoiceBeginsThere() {
        assertThat(at(new Strategy.Finetune(new Unfreeze.From("top"), 0.5), 3)).isEqualTo(plan("top", 3, 0.5, 1.0));
    }

    @Test
    void ratesFallByTheDecayFromTheHeadDown() {
        assertThat(at(new Strategy.Finetune(Unfreeze.ALL, 0.5), 0))
                .isEqualTo(plan("all", 0, 0.0625, 0.125, 0.25, 0.5, 1.0));
    }

    @Test
    void listedRatesHoldInPlaceOfFallingOnes() {
        Rates rates = new Rates(0.5, Map.of("b", 0.002, "classifier", 0.02));
        Strategy strategy = new Strategy.Finetune(Unfreeze.LAST_BLOCK, WarmStart.NONE, rates, BatchNorm.TRAIN);

        assertThat(at(strategy, 0)).isEqualTo(new FreezePlan("last-block", 2, List.of(0.2, 0.5, 2.0), BatchNorm.TRAIN));
    }

    @Test
    void scratchTrainsEverythingInEveryEpoch() {
        Strategy strategy = new Strategy.Scratch(Rates.falling(1), BatchNorm.TRAIN);

        assertThat(at(strategy, 7))
                .isEqualTo(new FreezePlan("scratch", 0, List.of(1.0, 1.0, 1.0, 1.0, 1.0), BatchNorm.TRAIN));
    }

    @Test
    void progressiveBeginsWithTheHeadAndStepsDownTheListedBoundaries() {
        Strategy strategy = progressive(2, "top", "a");

        assertThat(IntStream.range(0, 8).mapToObj(epoch -> at(strategy, epoch).stage()))
                .containsExactly("head", "head", "top", "top", "a", "a", "a", "a");
        assertThat(IntStream.range(0, 8).mapToObj(epoch -> at(strategy, epoch).boundary()))
                .containsExactly(4, 4, 3, 3, 1, 1, 1, 1);
    }

    @ParameterizedTest
    @MethodSource("models")
    void progressiveOverAllStagesOfAModelReleasesOneMoreEachTime(ModelEntry model) {
        List<String> falling = new ArrayList<>(model.boundaries());
        Collections.reverse(falling);
        Strategy strategy = new Strategy.Finetune(new Unfreeze.Progressive(3, falling.subList(1, falling.size())), 0.9);
        FreezePlans plans = new FreezePlans(strategy, stages(model), PEAK);

        for (int epoch = 0; epoch < 3 * falling.size(); epoch++) {
            FreezePlan plan = plans.at(epoch);
            int released = 1 + epoch / 3;
            assertThat(plan.boundary()).isEqualTo(falling.size() - released);
            assertThat(plan.rateFactors()).hasSize(released).isSorted().endsWith(1.0);
            assertThat(plan.stage()).isEqualTo(released == 1 ? "head" : falling.get(released - 1));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void lastBlockOfEveryModelFreezesSomethingAndTrainsMoreThanTheHead(ModelEntry model) {
        FreezePlan plan = new FreezePlans(new Strategy.Finetune(Unfreeze.LAST_BLOCK, 1), stages(model), PEAK).at(0);

        assertThat(plan.boundary()).isBetween(1, model.boundaries().size() - 2);
        assertThat(model.boundaries().get(plan.boundary())).isEqualTo(model.lastBlock());
    }

    @Test
    void lowestBoundaryIsTheOneThatTheEpochsReach() {
        FreezePlans plans = new FreezePlans(progressive(2, "top", "b", "a"), STAGES, PEAK);

        assertThat(plans.lowestBoundary(2)).isEqualTo(4);
        assertThat(plans.lowestBoundary(5)).isEqualTo(2);
        assertThat(plans.lowestBoundary(100)).isEqualTo(1);
    }

    @Test
    void boundariesAreThoseThatSomeEpochHas() {
        FreezePlans plans = new FreezePlans(progressive(2, "top", "b", "a"), STAGES, PEAK);

        assertThat(plans.boundaries(2)).containsExactly(4);
        assertThat(plans.boundaries(5)).containsExactly(2, 3, 4);
        assertThat(new FreezePlans(new Strategy.Finetune(Unfreeze.ALL, 1), STAGES, PEAK).boundaries(5))
                .containsExactly(0);
    }

    @Test
    void stageThatTheNetworkLacksIsRefused() {
        assertThatThrownBy(() -> new FreezePlans.Stages(List.of("stem", "classifier"), "b"))
                .hasMessageContaining("no stage b among [stem, classifier]");
        assertThatThrownBy(() -> at(new Strategy.Finetune(new Unfreeze.From("c"), 1), 0))
                .hasMessageContaining("no stage c among");
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> at(new Strategy.Extract(), -1)).hasMessageContaining("was -1");
        assertThatThrownBy(() -> new FreezePlans(new Strategy.Extract(), STAGES, 0))
                .hasMessageContaining("was 0");
    }
}
