package io.github.tlmaven.spec;

/** What holds where the pom says nothing, each with its reason. */
final class Defaults {

    /** A single training; intervals over seeds are asked for by naming more. */
    static final long SEED = 1;

    /** The split is the same whatever the seeds are. */
    static final long SPLIT_SEED = 1;

    /** Enough to tell epochs apart, and little is lost for training. */
    static final double VALIDATION_SHARE = 0.15;

    /** The test part decides comparisons, so it is larger than the validation part. */
    static final double TEST_SHARE = 0.25;

    /** An epoch on stored features costs a moment, so a head trains until it has settled. */
    static final int EXTRACT_EPOCHS = 25;

    /** Fine-tuning starts near a good place and overfits small data soon after. */
    static final int FINETUNE_EPOCHS = 12;

    /** Many steps an epoch even on a few hundred pictures. */
    static final int BATCH_SIZE = 32;

    /** torch.optim.AdamW's own. */
    static final double ADAMW_RATE = 1e-3;

    /** torch.optim.AdamW's own. */
    static final double ADAMW_DECAY = 0.01;

    /** A tenth of the usual rate from scratch, as is customary for pretrained weights. */
    static final double SGD_RATE = 1e-2;

    /** Used with nearly every convolutional network. */
    static final double SGD_MOMENTUM = 0.9;

    /** torchvision's reference for ImageNet networks. */
    static final double SGD_DECAY = 1e-4;

    /** The new head is random at first: full steps would pull pretrained layers away. Fewer where training is short. */
    static final int WARMUP_EPOCHS = 2;

    /** Szegedy and others 2016. */
    static final double LABEL_SMOOTHING = 0.1;

    /** Only a step that is far out of line is shortened. */
    static final double CLIP_NORM = 1.0;

    /** Where several stages train, lower ones hold general features and should move less. */
    static final double LAYER_DECAY = 0.7;

    /** A single stage trains beside the head; there is little to grade. */
    static final double LAST_BLOCK_LAYER_DECAY = 1.0;

    /** Random layers hold nothing that should be kept. */
    static final double SCRATCH_LAYER_DECAY = 1.0;

    /** With the usual epochs the head and three stages below it each get a turn. */
    static final int STAGE_EPOCHS = 3;

    /** Variety for the trained part at four times the one-time cost of features. */
    static final int AUGMENTED_VIEWS = 4;

    /** All views of an unchanged picture are alike. */
    static final int PLAIN_VIEWS = 1;

    private Defaults() {}
}
