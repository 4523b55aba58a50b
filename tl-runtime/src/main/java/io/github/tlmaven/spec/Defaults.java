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

    /** More than any camera's photograph, and 300 MB of memory while it is decoded. */
    static final int MAX_PIXELS = 100_000_000;

    /** A few broken files are chance; more are a fault that somebody should look at. */
    static final int MAX_CORRUPT = 10;

    /** An epoch on stored features costs a moment, so a head trains until it has settled. */
    static final int EXTRACT_EPOCHS = 25;

    /** Fine-tuning starts near a good place and overfits small data soon after. */
    static final int FINETUNE_EPOCHS = 12;

    /** Many steps an epoch even on a few hundred pictures. */
    static final int BATCH_SIZE = 32;

    /** A batch is a step: memory does not ask for more, since micro-batches are differentiated one by one. */
    static final int ACCUMULATION_STEPS = 1;

    /** torch.optim.Adam's and AdamW's own. */
    static final double ADAM_RATE = 1e-3;

    /** torch.optim.AdamW's own. */
    static final double ADAMW_DECAY = 0.01;

    /** torch.optim's own for Adam and RMSprop, whose adaptive steps a decay in the gradient would distort. */
    static final double PLAIN_DECAY = 0;

    /** A tenth of the usual rate from scratch, as is customary for pretrained weights. */
    static final double SGD_RATE = 1e-2;

    /** Used with nearly every convolutional network. */
    static final double SGD_MOMENTUM = 0.9;

    /** torch.optim.SGD's own. */
    static final double SGD_DAMPENING = 0;

    /** torchvision's reference for ImageNet networks. */
    static final double SGD_DECAY = 1e-4;

    /** A tenth of torch.optim.RMSprop's own, as is customary for pretrained weights. */
    static final double RMSPROP_RATE = 1e-3;

    /** torch.optim.RMSprop's own. */
    static final double RMSPROP_ALPHA = 0.99;

    /** torch.optim.RMSprop's own. */
    static final double RMSPROP_MOMENTUM = 0;

    /** The new head is random at first: full steps would pull pretrained layers away. Fewer where training is short. */
    static final int WARMUP_EPOCHS = 2;

    /** torchvision's reference falls twice in 90 epochs, after 30 and 60. */
    static final int STEPS_IN_A_TRAINING = 3;

    /** torch.optim.lr_scheduler's own. */
    static final double STEP_GAMMA = 0.1;

    /** Leaves a third of the rate after ten epochs and a tenth after twenty. */
    static final double EXPONENTIAL_GAMMA = 0.9;

    /** torch.optim.lr_scheduler.PolynomialLR's own: a straight line. */
    static final double POWER = 1;

    /** torch.optim.lr_scheduler.CosineAnnealingLR's own. */
    static final double FINAL_FACTOR = 0;

    /** torch.optim.lr_scheduler.OneCycleLR's own. */
    static final double PEAK_AT = 0.3;

    /** Szegedy and others 2016. */
    static final double LABEL_SMOOTHING = 0.1;

    /** Found best by Lin and others 2017. */
    static final double FOCAL_GAMMA = 2;

    /** Only a step that is far out of line is shortened. */
    static final double CLIP_NORM = 1.0;

    /** Any gain counts. */
    static final double MIN_DELTA = 0;

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

    /**
     * A copy of half the size, saved as a JPEG of quality 60, has 0.989 or more on pictures of 192 pixels; different drawings
     * of one thing reach 0.981.
     */
    static final double MIN_SIMILARITY = 0.985;

    /**
     * Mirror images of the sample's drawings have 0.960 or more with the features of EfficientNet-Lite0; of different drawings
     * the nearest, a city at dusk and a sunset, have 0.948.
     */
    static final double MIN_COSINE = 0.96;

    /** Below, a picture of a few hundred pixels that networks ask for is mostly made up. */
    static final int MIN_SIDE = 32;

    /** A square crop from the middle then shows a quarter of the picture. */
    static final double MAX_ASPECT_RATIO = 4;

    /** Fewer give a class no variety. */
    static final int MIN_CLASS_SIZE = 10;

    /** From there on, class weights or balanced sampling are worth a try. */
    static final double MAX_IMBALANCE = 10;

    private Defaults() {}
}
