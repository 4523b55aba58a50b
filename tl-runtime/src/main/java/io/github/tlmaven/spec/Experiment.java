package io.github.tlmaven.spec;

import java.util.regex.Pattern;

/**
 * One way to train one network. With each seed of the plan it makes a cell.
 *
 * @param id                   names its folder and its rows in every table
 * @param model                the network that it begins with
 * @param strategy             which part of the network is trained
 * @param training             how it is trained
 * @param testTimeAugmentation in which views of a picture it is judged; of no effect on what is trained
 * @param featureType          in which activations of the frozen part are kept; without effect where nothing is frozen
 */
public record Experiment(
        String id,
        ModelSpec model,
        Strategy strategy,
        TrainingSpec training,
        TestTimeAugmentation testTimeAugmentation,
        FeatureType featureType) {

    /** What an id may look like: an XML name that is also a plain file name everywhere. */
    public static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    /** Checks the id's form, and that pictures are mixed only where every epoch begins with pixels. */
    public Experiment {
        Checks.require(
                !training.augmentation().mixes() || strategy.freezesNothing() || training.isFresh(),
                "augmentation",
                training.augmentation().label(),
                "without mixing where features are stored");
        Checks.require(
                ID.matcher(id).matches(), "experiment id", id, "letters, digits, '_', '.' and '-', a letter first");
    }

    /** Of an experiment that is judged without test-time augmentation, and keeps activations as they are. */
    public Experiment(String id, ModelSpec model, Strategy strategy, TrainingSpec training) {
        this(id, model, strategy, training, TestTimeAugmentation.NONE, FeatureType.FLOAT32);
    }

    /**
     * How the head is trained before fine-tuning begins: as an experiment with strategy extract would train it that says
     * nothing else.
     */
    public static TrainingSpec warmStartTraining() {
        return ExperimentParser.defaults(new Strategy.Extract());
    }
}
