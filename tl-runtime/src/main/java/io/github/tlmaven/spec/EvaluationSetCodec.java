package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The evaluation sets of a {@link Plan} as a JSON object: a path, or an archive with the path inside of it. */
final class EvaluationSetCodec {

    private static final String PATH = "path";

    private final Map<String, String> paths = new LinkedHashMap<>();
    private final Map<String, DatasetArchive> archives = new LinkedHashMap<>();

    private EvaluationSetCodec() {}

    static Map<String, Object> toJson(Plan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        plan.evaluationSets().forEach((name, path) -> {
            Optional<DatasetArchive> archive =
                    Optional.ofNullable(plan.setArchives().get(name));
            json.put(name, archive.isPresent() ? toJson(archive.get(), path) : path);
        });
        return json;
    }

    private static Map<String, Object> toJson(DatasetArchive archive, String path) {
        Map<String, Object> json = new LinkedHashMap<>();
        DatasetCodec.put(json, archive);
        json.put(PATH, path);
        return json;
    }

    static EvaluationSetCodec fromJson(JsonFields json) throws MalformedException {
        EvaluationSetCodec sets = new EvaluationSetCodec();
        for (String name : json.names()) {
            if (json.isText(name)) {
                sets.paths.put(name, json.text(name));
            } else {
                JsonFields set = json.object(name);
                DatasetCodec.archive(set).ifPresent(archive -> sets.archives.put(name, archive));
                sets.paths.put(name, set.text(PATH));
                set.end();
            }
        }
        return sets;
    }

    /** Folders and tables by name. */
    Map<String, String> paths() {
        return paths;
    }

    /** What holds them, by name, of those that lie in an archive. */
    Map<String, DatasetArchive> archives() {
        return archives;
    }
}
