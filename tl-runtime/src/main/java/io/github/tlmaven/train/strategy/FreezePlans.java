package io.github.tlmaven.train.strategy;

import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A strategy on a network: what is trained in which epoch. A pure function of names and numbers.
 *
 * @param strategy from the pom
 * @param stages   of the network
 * @param peakRate learning rate at the peak of the schedule, which listed rates are compared with; above 0
 */
public record FreezePlans(Strategy strategy, Stages stages, double peakRate) {

    /** Name of the state in which the head alone is trained. */
    private static final String HEAD = "head";

    /** Checks the rate. */
    public FreezePlans {
        if (!(peakRate > 0)) {
            throw new IllegalArgumentException("peakRate must be above 0, was " + peakRate);
        }
    }

    /**
     * The stages of a network, as a strategy sees them.
     *
     * @param names     from the input to the head, which is the last
     * @param lastBlock the stage at which fine-tuning of the last block begins; one of the names
     */
    public record Stages(List<String> names, String lastBlock) {
        /** Copies the names and checks that the last block is one of them. */
        public Stages {
            names = List.copyOf(names);
            indexOf(names, lastBlock);
        }

        int head() {
            return names.size() - 1;
        }

        int boundary(String name) {
            return indexOf(names, name);
        }

        private static int indexOf(List<String> names, String name) {
            int index = names.indexOf(name);
            if (index < 0) {
                throw new IllegalArgumentException("no stage " + name + " among " + names);
            }
            return index;
        }
    }

    /**
     * The plan of an epoch.
     *
     * @param epoch counted from 0
     */
    public FreezePlan at(int epoch) {
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch must be 0 or more, was " + epoch);
        }
        if (strategy instanceof Strategy.Finetune finetune) {
            return finetuned(finetune, epoch);
        }
        if (strategy instanceof Strategy.Scratch scratch) {
            return plan(scratch.keyword(), 0, scratch.rates(), scratch.batchNorm());
        }
        return plan(HEAD, stages.head(), Rates.falling(1), BatchNorm.EVAL);
    }

    private FreezePlan finetuned(Strategy.Finetune finetune, int epoch) {
        String stage = finetune.unfreeze().keyword();
        int boundary = 0;
        if (finetune.unfreeze() instanceof Unfreeze.LastBlock) {
            boundary = stages.boundary(stages.lastBlock());
        } else if (finetune.unfreeze() instanceof Unfreeze.From from) {
            boundary = stages.boundary(from.boundary());
        } else if (finetune.unfreeze() instanceof Unfreeze.Progressive progressive) {
            int joined = Math.min(
                    epoch / progressive.stageEpochs(), progressive.boundaries().size());
            boundary = stages.head();
            stage = HEAD;
            if (joined > 0) {
                stage = progressive.boundaries().get(joined - 1);
                boundary = stages.boundary(stage);
            }
        }
        return plan(stage, boundary, finetune.rates(), finetune.batchNorm());
    }

    /** Factor 1 for the head and one decay more for each stage below it, except where a rate is listed. */
    private FreezePlan plan(String stage, int boundary, Rates rates, BatchNorm batchNorm) {
        List<Double> factors = new ArrayList<>();
        for (int i = boundary; i <= stages.head(); i++) {
            Double listed = rates.listed().get(stages.names().get(i));
            factors.add(listed == null ? StrictMath.pow(rates.layerDecay(), stages.head() - i) : listed / peakRate);
        }
        return new FreezePlan(stage, boundary, factors, batchNorm);
    }

    /**
     * All boundaries between what is frozen and what is trained in some epoch of a training.
     *
     * @param epochs of the training, at least 1
     */
    public SortedSet<Integer> boundaries(int epochs) {
        SortedSet<Integer> boundaries = new TreeSet<>();
        for (int epoch = 0; epoch < epochs; epoch++) {
            boundaries.add(at(epoch).boundary());
        }
        return boundaries;
    }

    /**
     * The lowest boundary of a training: what is below it is never changed.
     *
     * @param epochs of the training, at least 1
     */
    public int lowestBoundary(int epochs) {
        return boundaries(epochs).first();
    }
}
