package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link Experiment} as one flat JSON object, in the pom's own words. The id stands outside, as the member's name. */
final class ExperimentCodec {

    private ExperimentCodec() {}

    static Map<String, Object> toJson(Experiment experiment) {
        Map<String, Object> json = new LinkedHashMap<>();
        ModelCodec.put(json, experiment.model());
        StrategyCodec.put(json, experiment.strategy());
        json.putAll(TrainingCodec.members(experiment.training()));
        json.put(TestTimeAugmentation.NAME, experiment.testTimeAugmentation().keyword());
        json.put(FeatureType.NAME, experiment.featureType().keyword());
        return json;
    }

    static Experiment fromJson(String id, JsonFields json) throws MalformedException {
        ModelSpec model = ModelCodec.fromJson(json);
        Strategy strategy = StrategyCodec.fromJson(json);
        TrainingSpec training = TrainingCodec.fromJson(json);
        TestTimeAugmentation testTimeAugmentation = json.keyword(
                TestTimeAugmentation.NAME, List.of(TestTimeAugmentation.values()), TestTimeAugmentation::keyword);
        FeatureType featureType = json.keyword(FeatureType.NAME, List.of(FeatureType.values()), FeatureType::keyword);
        json.end();
        return new Experiment(id, model, strategy, training, testTimeAugmentation, featureType);
    }
}
