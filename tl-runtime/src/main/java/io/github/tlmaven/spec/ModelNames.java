package io.github.tlmaven.spec;

import java.util.Map;
import java.util.TreeMap;

/**
 * The models that a pom may name. It stands here and not in the package of architectures because the configuration is
 * checked inside Maven, where no class of DJL is loaded.
 */
public final class ModelNames {

    private static final Map<String, String> BY_SPELLING = Map.of(
            "tf_efficientnet_lite0", "tf_efficientnet_lite0", // as timm spells it
            "efficientnet_lite0", "tf_efficientnet_lite0");

    private ModelNames() {}

    /** Each accepted spelling with the model's one name, sorted. */
    public static Map<String, String> bySpelling() {
        return new TreeMap<>(BY_SPELLING);
    }
}
