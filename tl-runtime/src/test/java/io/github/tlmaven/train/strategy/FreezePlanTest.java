package io.github.tlmaven.train.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.spec.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreezePlanTest {

    private static final FreezePlan.Stages STAGES =
            new FreezePlan.Stages(List.of("stem", "a", "b", "top", "classifier"), "b");

    @Test
    void extractTrainsTheClassifierAlone() {
        assertThat(FreezePlan.of(new Strategy.Extract(), STAGES, 0)).isEqualTo(new FreezePlan("head", 4, List.of(1.0)));
    }

    @Test
    void lastBlockBeginsAtTheNamedStage() {
        Strategy strategy = new Strategy.Finetune(Strategy.Unfreeze.LAST_BLOCK, 1);
        assertThat(FreezePlan.of(strategy, STAGES, 3))
                .isEqualTo(new FreezePlan("last-block", 2, List.of(1.0, 1.0, 1.0)));
    }

    @Test
    void ratesFallByTheDecayFromTheClassifierDown() {
        Strategy strategy = new Strategy.Finetune(Strategy.Unfreeze.ALL, 0.5);
        assertThat(FreezePlan.of(strategy, STAGES, 0))
                .isEqualTo(new FreezePlan("all", 0, List.of(0.0625, 0.125, 0.25, 0.5, 1.0)));
    }

    @Test
    void lastBlockMustBeAStage() {
        assertThatThrownBy(() -> new FreezePlan.Stages(List.of("stem", "classifier"), "b"))
                .hasMessageContaining("no stage b among [stem, classifier]");
    }

    @Test
    void epochBelowZeroIsRefused() {
        assertThatThrownBy(() -> FreezePlan.of(new Strategy.Extract(), STAGES, -1))
                .hasMessageContaining("was -1");
    }
}
