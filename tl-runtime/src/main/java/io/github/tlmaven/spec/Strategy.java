package io.github.tlmaven.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which part of a network is trained, from where, and at which rates. */
public sealed interface Strategy {

    /** The word that stands in the pom's {@code <strategy>}. */
    String keyword();

    /** A phrase for tables and logs, such as {@code finetune (last-block)}. */
    String label();

    /** Whether every tensor is trained in every epoch, so that there is nothing to compute beforehand. */
    default boolean freezesNothing() {
        return false;
    }

    /** Trains a new head on the pooled features of the frozen network. */
    record Extract() implements Strategy {
        @Override
        public String keyword() {
            return "extract";
        }

        @Override
        public String label() {
            return keyword();
        }
    }

    /**
     * Trains the head and the network from a boundary upwards.
     *
     * @param unfreeze  where the trained part begins
     * @param warmStart what happens to the head before
     * @param rates     of the stages
     * @param batchNorm how batch norm computes in the trained part; in the frozen part it is always in evaluation mode
     */
    record Finetune(Unfreeze unfreeze, WarmStart warmStart, Rates rates, BatchNorm batchNorm) implements Strategy {

        /** Without a warm start, and with batch norm in evaluation mode. */
        public Finetune(Unfreeze unfreeze, double layerDecay) {
            this(unfreeze, WarmStart.NONE, Rates.falling(layerDecay), BatchNorm.EVAL);
        }

        @Override
        public String keyword() {
            return "finetune";
        }

        @Override
        public String label() {
            return keyword() + " (" + unfreeze.keyword() + ")";
        }

        @Override
        public boolean freezesNothing() {
            return unfreeze instanceof Unfreeze.All;
        }
    }

    /**
     * Trains everything from random numbers: what a transfer is compared with.
     *
     * @param rates     of the stages
     * @param batchNorm how batch norm computes
     */
    record Scratch(Rates rates, BatchNorm batchNorm) implements Strategy {
        @Override
        public String keyword() {
            return "scratch";
        }

        @Override
        public String label() {
            return keyword();
        }

        @Override
        public boolean freezesNothing() {
            return true;
        }
    }

    /** Where the trained part of a fine-tuned network begins. */
    sealed interface Unfreeze {
        /** The last stage of blocks and all above it. */
        Unfreeze LAST_BLOCK = new LastBlock();
        /** The whole network. */
        Unfreeze ALL = new All();

        /** The word that stands in the pom's {@code <unfreeze>}. */
        String keyword();

        /** The last stage of blocks and all above it. */
        record LastBlock() implements Unfreeze {
            @Override
            public String keyword() {
                return "last-block";
            }
        }

        /** The whole network. */
        record All() implements Unfreeze {
            @Override
            public String keyword() {
                return "all";
            }
        }

        /**
         * A stage and all above it.
         *
         * @param boundary name of the stage
         */
        record From(String boundary) implements Unfreeze {
            @Override
            public String keyword() {
                return boundary;
            }
        }

        /**
         * The head first, then from one boundary after the other, as in ULMFiT (Howard and Ruder 2018). What is trained
         * stays trained.
         *
         * @param stageEpochs epochs from one step to the next, at least 1
         * @param boundaries  names of stages, from the head down; at least one
         */
        record Progressive(int stageEpochs, List<String> boundaries) implements Unfreeze {

            static final String KEYWORD = "progressive";

            /** Copies the list and checks the ranges. */
            public Progressive {
                boundaries = List.copyOf(boundaries);
                Checks.require(stageEpochs >= 1, "stageEpochs", stageEpochs, "1 or more");
                Checks.require(!boundaries.isEmpty(), "boundaries", boundaries, "one or more");
            }

            @Override
            public String keyword() {
                return KEYWORD;
            }
        }
    }

    /**
     * Learning rates of the stages, beside the one of the schedule.
     *
     * @param layerDecay factor, above 0 and at most 1, by which the learning rate falls from each stage to the one
     *                   below it; 1 trains all at the same rate
     * @param listed     peak rates by stage name, above 0, which hold in place of the falling ones
     */
    record Rates(double layerDecay, Map<String, Double> listed) {

        /** Copies the map, keeping its order, and checks the ranges. */
        public Rates {
            listed = Collections.unmodifiableMap(new LinkedHashMap<>(listed));
            Checks.factor("layerDecay", layerDecay);
            listed.forEach((name, rate) -> Checks.positive("learningRates." + name, rate));
        }

        /** Rates that fall from the head down. */
        public static Rates falling(double layerDecay) {
            return new Rates(layerDecay, Map.of());
        }
    }

    /** What happens to the new head before fine-tuning begins. */
    enum WarmStart {
        /**
         * It is trained on the frozen network first, so that the first steps do not pull pretrained layers towards a
         * random head: LP-FT (Kumar et al. 2022).
         */
        PROBE("probe"),
        /** Nothing: it starts with random numbers. */
        NONE("none");

        private final String keyword;

        WarmStart(String keyword) {
            this.keyword = keyword;
        }

        /** The word that stands in the pom's {@code <warmStart>}. */
        public String keyword() {
            return keyword;
        }
    }

    /** How batch norm computes where it is trained. */
    enum BatchNorm {
        /** On its running statistics, which stay as they are. */
        EVAL("eval"),
        /** On the statistics of each batch, which enter the running statistics. */
        TRAIN("train");

        private final String keyword;

        BatchNorm(String keyword) {
            this.keyword = keyword;
        }

        /** The word that stands in the pom's {@code <batchNorm>}. */
        public String keyword() {
            return keyword;
        }
    }
}
