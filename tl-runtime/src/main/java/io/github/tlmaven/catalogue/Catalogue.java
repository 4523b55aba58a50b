package io.github.tlmaven.catalogue;

import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.spec.KnownModel;
import io.github.tlmaven.spec.Preprocessing;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The models that a pom may name, in alphabetical order with numbers in names as numbers: resnet34 before resnet152. Read
 * once from a resource of this library.
 */
public final class Catalogue {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** Longer than any number in a name. */
    private static final int DIGITS = 8;

    private static final Map<String, ModelEntry> MODELS = index(CatalogueReader.read());

    private Catalogue() {}

    private static Map<String, ModelEntry> index(List<ModelEntry> entries) {
        Map<String, ModelEntry> models = new TreeMap<>(Comparator.comparing(Catalogue::withPaddedNumbers));
        entries.forEach(entry -> models.put(entry.name(), entry));
        return models;
    }

    private static String withPaddedNumbers(String name) {
        return NUMBER.matcher(name)
                .replaceAll(number -> "0".repeat(DIGITS - number.group().length()) + number.group());
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

    /** Names of the families, in alphabetical order. */
    public static List<String> families() {
        return MODELS.values().stream()
                .map(ModelEntry::family)
                .distinct()
                .sorted()
                .toList();
    }

    /** What a pom is checked against: the models by each accepted spelling. */
    public static Map<String, KnownModel> known() {
        Map<String, KnownModel> known = new LinkedHashMap<>();
        for (ModelEntry entry : MODELS.values()) {
            known.put(entry.name(), known(entry));
            entry.aliases().forEach(alias -> known.put(alias, known(entry)));
        }
        return known;
    }

    private static KnownModel known(ModelEntry entry) {
        Map<String, Preprocessing> sets = new LinkedHashMap<>();
        entry.weights().forEach(set -> sets.put(set.name(), set.preprocessing()));
        return new KnownModel(entry.name(), sets, entry.minimumInput(), entry.boundaries(), entry.lastBlock());
    }
}
