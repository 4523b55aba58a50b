package io.github.tlmaven.spec;

/** Which part of a pretrained network is trained. */
public sealed interface Strategy {

    /** The word that stands in the pom's {@code <strategy>}. */
    String keyword();

    /** A phrase for tables and logs, such as {@code finetune (last-block)}. */
    String label();

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
     * @param unfreeze   where the trained part begins
     * @param layerDecay factor, above 0 and at most 1, by which the learning rate falls from each stage to the one
     *                   below it; 1 trains all at the same rate
     */
    record Finetune(Unfreeze unfreeze, double layerDecay) implements Strategy {
        /** Checks the range of the decay. */
        public Finetune {
            Checks.require(layerDecay > 0 && layerDecay <= 1, "layerDecay", layerDecay, "above 0 and at most 1");
        }

        @Override
        public String keyword() {
            return "finetune";
        }

        @Override
        public String label() {
            return keyword() + " (" + unfreeze.keyword() + ")";
        }
    }

    /** Where the trained part of a fine-tuned network begins. */
    enum Unfreeze {
        /** The last stage of blocks and all above it. */
        LAST_BLOCK("last-block"),
        /** The whole network. */
        ALL("all");

        private final String keyword;

        Unfreeze(String keyword) {
            this.keyword = keyword;
        }

        /** The word that stands in the pom's {@code <unfreeze>}. */
        public String keyword() {
            return keyword;
        }
    }
}
