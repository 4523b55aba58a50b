package io.github.tlmaven.spec;

/**
 * How a cell is trained.
 *
 * @param epochs       passes over the training part, at least 1
 * @param batch        which pictures make a step
 * @param update       what a step does with their gradient
 * @param schedule     how the learning rate changes from step to step; its warm-up is shorter than the training
 * @param loss         what is minimised
 * @param selection    which epoch is kept, and when the training ends early
 * @param augmentation what is done to training pictures at random
 * @param views        augmented variants of each training picture whose frozen features are computed once; 0 where
 *                     pictures are augmented and go through the frozen part afresh in every epoch; without effect where
 *                     nothing is frozen
 */
public record TrainingSpec(
        int epochs,
        BatchSpec batch,
        UpdateSpec update,
        ScheduleSpec schedule,
        LossSpec loss,
        SelectionSpec selection,
        AugmentationSpec augmentation,
        int views) {

    /** Checks the ranges. */
    public TrainingSpec {
        Checks.require(epochs >= 1, "epochs", epochs, "1 or more");
        Checks.require(schedule.warmupEpochs() < epochs, "warmupEpochs", schedule.warmupEpochs(), "below epochs");
        Checks.require(views >= 0, "views", views, "0 or more");
    }

    /** Whether pictures go through a frozen part in every epoch, so that nothing of it is stored for training. */
    public boolean isFresh() {
        return views == 0;
    }
}
