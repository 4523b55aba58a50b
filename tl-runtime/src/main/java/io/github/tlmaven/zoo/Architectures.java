package io.github.tlmaven.zoo;

import io.github.tlmaven.failure.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The networks by name: torchvision's, and timm's for EfficientNet-Lite. */
public final class Architectures {

    private static final Map<String, Function<Head, Architecture>> ALL = new TreeMap<>();

    static {
        ALL.putAll(ResNet.all());
        ALL.putAll(Vgg.all());
        ALL.putAll(EfficientNet.all());
        ALL.putAll(EfficientNetLite.all());
        ALL.putAll(MobileNetV2.all());
        ALL.putAll(MobileNetV3.all());
    }

    private Architectures() {}

    /** Names in alphabetical order. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * The network of a name.
     *
     * @param head replaces the network's own last layer
     * @throws ConfigurationException if there is none
     */
    public static Architecture of(String name, Head head) {
        Function<Head, Architecture> make = ALL.get(name);
        if (make == null) {
            throw new ConfigurationException(
                    "There is no architecture '" + name + "'.", "use one of " + String.join(", ", names()) + ".");
        }
        return make.apply(head);
    }
}
