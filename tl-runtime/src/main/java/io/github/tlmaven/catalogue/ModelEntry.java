package io.github.tlmaven.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * A model of the catalogue.
 *
 * @param name         the one that it is stored under
 * @param aliases      further spellings that a pom may use
 * @param family       {@code resnet}, {@code vgg}, {@code efficientnet} or {@code mobilenet}
 * @param parameters   trainable values, with a classifier of 1 000 classes
 * @param featureWidth width of the features that a new head gets
 * @param minimumInput smallest side of a picture, in pixels
 * @param boundaries   names of the stages from the input to the classifier
 * @param lastBlock    the boundary at which fine-tuning of the last block begins
 * @param weights      published sets, the default first
 */
public record ModelEntry(
        String name,
        List<String> aliases,
        String family,
        long parameters,
        int featureWidth,
        int minimumInput,
        List<String> boundaries,
        String lastBlock,
        List<WeightSet> weights) {

    /** Copies the lists and checks that there are weights. */
    public ModelEntry {
        aliases = List.copyOf(aliases);
        boundaries = List.copyOf(boundaries);
        weights = List.copyOf(weights);
        if (weights.isEmpty()) {
            throw new IllegalArgumentException(name + " has no weights");
        }
    }

    /** The set that is used unless a pom names another. */
    public WeightSet defaultWeights() {
        return weights.get(0);
    }

    /** The set of a name. */
    public Optional<WeightSet> weights(String set) {
        return weights.stream().filter(each -> each.name().equals(set)).findFirst();
    }
}
