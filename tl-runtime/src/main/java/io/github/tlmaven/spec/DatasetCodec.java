package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link DatasetSpec} as a JSON object, in the pom's own words. */
final class DatasetCodec {

    private static final String DIRECTORY = "directory";
    private static final String SPLIT = "split";
    private static final String CORRUPT = "corrupt";
    private static final String MAX_PIXELS = "maxPixels";

    private DatasetCodec() {}

    static Map<String, Object> toJson(DatasetSpec dataset) {
        Map<String, Object> json = new LinkedHashMap<>();
        Map<String, Object> split = new LinkedHashMap<>();
        DatasetSpec.Source source = dataset.source();
        if (source instanceof DatasetSpec.Split whole) {
            json.put(DIRECTORY, whole.directory());
            split.put("validation", PlanCodec.number(whole.validation()));
            split.put("test", PlanCodec.number(whole.test()));
        } else if (source instanceof DatasetSpec.Parts parts) {
            json.put("train", parts.train());
            parts.validation().ifPresent(folder -> json.put("validation", folder));
            json.put("test", parts.test());
            split.put("validation", PlanCodec.number(parts.validationShare()));
        }
        split.put("seed", source.splitSeed());
        json.put(SPLIT, split);
        json.put(CORRUPT, dataset.corrupt().keyword());
        json.put(MAX_PIXELS, dataset.maxPixels());
        return json;
    }

    static DatasetSpec fromJson(JsonFields json) throws MalformedException {
        JsonFields split = json.object(SPLIT);
        DatasetSpec.Source source = json.has(DIRECTORY)
                ? new DatasetSpec.Split(
                        json.text(DIRECTORY), split.real("validation"), split.real("test"), split.wholeLong("seed"))
                : new DatasetSpec.Parts(
                        json.text("train"),
                        json.optionalText("validation"),
                        json.text("test"),
                        split.real("validation"),
                        split.wholeLong("seed"));
        DatasetSpec.Corrupt corrupt =
                json.keyword(CORRUPT, List.of(DatasetSpec.Corrupt.values()), DatasetSpec.Corrupt::keyword);
        int maxPixels = json.whole(MAX_PIXELS);
        split.end();
        json.end();
        return new DatasetSpec(source, corrupt, maxPixels);
    }
}
