package io.github.tlmaven.worker;

import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.PreprocessingJson;
import io.github.tlmaven.weights.ClassifierFit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in the header of a model file, so that it can be used without anything else. */
final class ModelMetadata {

    /** JSON object: how pictures are prepared. */
    static final String PREPROCESSING = "preprocessing";

    /** Licence of the weights that training began with. */
    static final String LICENCE = "base_weights_license";

    private ModelMetadata() {}

    static Map<String, String> of(
            String model, List<String> classes, Preprocessing preprocessing, StartingWeights.Description weights) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "pt");
        metadata.put("architecture", model);
        metadata.put(ClassifierFit.CLASSES, Json.writeCompact(classes));
        metadata.put(PREPROCESSING, PreprocessingJson.write(preprocessing));
        metadata.put("base_weights", weights.source());
        metadata.put("base_weights_sha256", weights.sha256());
        metadata.put(LICENCE, weights.licence());
        return metadata;
    }
}
