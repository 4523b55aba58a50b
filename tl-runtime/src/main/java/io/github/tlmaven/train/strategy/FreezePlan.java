package io.github.tlmaven.train.strategy;

import io.github.tlmaven.spec.Strategy;
import java.util.ArrayList;
import java.util.List;

/**
 * What is trained in an epoch.
 *
 * @param stage       names this state of the strategy in {@code history.csv}
 * @param boundary    stages below it are frozen: their tensors and statistics do not change by a bit
 * @param rateFactors for each stage from {@code boundary} upwards, what the scheduled rate is multiplied by
 */
public record FreezePlan(String stage, int boundary, List<Double> rateFactors) {

    /** Copies the factors. */
    public FreezePlan {
        rateFactors = List.copyOf(rateFactors);
    }

    /**
     * The stages of a network, as a strategy sees them.
     *
     * @param names     from the input to the classifier, which is the last
     * @param lastBlock the stage at which fine-tuning of the last block begins; one of the names
     */
    public record Stages(List<String> names, String lastBlock) {
        /** Copies the names and checks that the last block is one of them. */
        public Stages {
            names = List.copyOf(names);
            if (!names.contains(lastBlock)) {
                throw new IllegalArgumentException("no stage " + lastBlock + " among " + names);
            }
        }
    }

    /**
     * The plan of a strategy for an epoch. The strategies of today are the same in every epoch; the boundary of a run
     * is the lowest of its epochs.
     *
     * @param epoch counted from 0
     */
    public static FreezePlan of(Strategy strategy, Stages stages, int epoch) {
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch must be 0 or more, was " + epoch);
        }
        int classifier = stages.names().size() - 1;
        if (strategy instanceof Strategy.Finetune finetune) {
            int boundary = switch (finetune.unfreeze()) {
                case LAST_BLOCK -> stages.names().indexOf(stages.lastBlock());
                case ALL -> 0;
            };
            return new FreezePlan(
                    finetune.unfreeze().keyword(), boundary, decayed(finetune.layerDecay(), boundary, classifier));
        }
        return new FreezePlan("head", classifier, List.of(1.0));
    }

    /** 1 for the classifier, and one factor of the decay more for each stage below it. */
    private static List<Double> decayed(double decay, int boundary, int classifier) {
        List<Double> factors = new ArrayList<>();
        for (int stage = boundary; stage <= classifier; stage++) {
            factors.add(StrictMath.pow(decay, classifier - stage));
        }
        return factors;
    }
}
