package io.github.tlmaven.catalogue;

import io.github.tlmaven.failure.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The models that a pom may name, in alphabetical order. Read once from a resource of this library. */
public final class Catalogue {

    private static final Map<String, ModelEntry> MODELS = index(CatalogueReader.read());

    private Catalogue() {}

    private static Map<String, ModelEntry> index(List<ModelEntry> entries) {
        Map<String, ModelEntry> models = new TreeMap<>();
        entries.forEach(entry -> models.put(entry.name(), entry));
        return models;
    }

    /** All models. */
    public static List<ModelEntry> models() {
        return List.copyOf(MODELS.values());
    }

    /**
     * The model of its one name.
     *
     * @throws ConfigurationException if there is none
     */
    public static ModelEntry model(String name) {
        ModelEntry entry = MODELS.get(name);
        if (entry == null) {
            throw new ConfigurationException(
                    "There is no model '" + name + "'.", "use one of " + String.join(", ", MODELS.keySet()) + ".");
        }
        return entry;
    }

    /** Each accepted spelling with the model's one name, sorted. */
    public static Map<String, String> bySpelling() {
        Map<String, String> names = new TreeMap<>();
        for (ModelEntry entry : MODELS.values()) {
            names.put(entry.name(), entry.name());
            entry.aliases().forEach(alias -> names.put(alias, entry.name()));
        }
        return new LinkedHashMap<>(names);
    }
}
