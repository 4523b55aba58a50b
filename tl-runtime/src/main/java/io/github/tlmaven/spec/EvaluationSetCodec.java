package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The evaluation sets of a {@link Plan} as a JSON object: a path, or an archive with the path inside of it. */
final class EvaluationSetCodec {

    private static final String PATH = "path";

    private EvaluationSetCodec() {}

    static Map<String, Object> toJson(Map<String, EvaluationSet> sets) {
        Map<String, Object> json = new LinkedHashMap<>();
        sets.forEach((name, set) -> json.put(
                name,
                set.archive()
                        .<Object>map(archive -> toJson(archive, set.path()))
                        .orElse(set.path())));
        return json;
    }

    private static Map<String, Object> toJson(DatasetArchive archive, String path) {
        Map<String, Object> json = new LinkedHashMap<>();
        DatasetCodec.put(json, archive);
        json.put(PATH, path);
        return json;
    }

    static Map<String, EvaluationSet> fromJson(JsonFields json) throws MalformedException {
        Map<String, EvaluationSet> sets = new LinkedHashMap<>();
        for (String name : json.names()) {
            sets.put(name, json.isText(name) ? EvaluationSet.at(json.text(name)) : inArchive(json.object(name)));
        }
        return sets;
    }

    private static EvaluationSet inArchive(JsonFields json) throws MalformedException {
        EvaluationSet set = new EvaluationSet(json.text(PATH), DatasetCodec.archive(json));
        json.end();
        return set;
    }
}
