package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link RunRequest} as one line of JSON and back: what the plugin writes to the worker's standard input. */
public final class RequestCodec {

    private static final String FETCHED = "fetched";
    private static final String ARCHIVES = "archives";

    private RequestCodec() {}

    /** One line without a line end. */
    public static String write(RunRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("goal", request.goal().keyword());
        json.put("plan", PlanCodec.toJson(request.plan()));
        json.put("workspace", toJson(request.workspace()));
        json.put(FETCHED, toJson(request.fetched()));
        json.put(ARCHIVES, toJson(request.archives()));
        return Json.writeCompact(json);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws MalformedException if it is something else; the message names the member
     */
    public static RunRequest read(String line) throws MalformedException {
        JsonFields json = new JsonFields(Json.read(line), "request");
        Goal goal = json.keyword("goal", List.of(Goal.values()), Goal::keyword);
        Plan plan = PlanCodec.fromJson(json.object("plan"));
        Workspace workspace = workspace(json.object("workspace"));
        Map<String, FetchedFile> fetched = fetched(json.object(FETCHED));
        Map<String, FetchedFile> archives = fetched(json.object(ARCHIVES));
        json.end();
        return new RunRequest(goal, plan, workspace, fetched, archives);
    }

    private static Map<String, Object> toJson(Map<String, FetchedFile> fetched) {
        Map<String, Object> json = new LinkedHashMap<>();
        fetched.forEach((id, file) -> json.put(id, toJson(file)));
        return json;
    }

    private static Map<String, Object> toJson(FetchedFile file) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("path", file.path().toString());
        members.put("sha256", file.sha256());
        return members;
    }

    private static Map<String, FetchedFile> fetched(JsonFields json) throws MalformedException {
        Map<String, FetchedFile> fetched = new LinkedHashMap<>();
        for (String id : json.names()) {
            fetched.put(id, fetchedFile(json.object(id)));
        }
        return fetched;
    }

    private static FetchedFile fetchedFile(JsonFields json) throws MalformedException {
        try {
            FetchedFile file = new FetchedFile(Path.of(json.text("path")), json.text("sha256"));
            json.end();
            return file;
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()), e); // no path here, or the record refused it
        }
    }

    private static Map<String, Object> toJson(Workspace workspace) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("baseDirectory", workspace.baseDirectory().toString());
        json.put("outputDirectory", workspace.outputDirectory().toString());
        json.put("cacheDirectory", workspace.cacheDirectory().toString());
        json.put("cacheLimit", workspace.cacheLimit());
        json.put("threads", workspace.threads());
        json.put("force", workspace.force());
        json.put("offline", workspace.offline());
        json.put("selected", workspace.selected());
        return json;
    }

    private static Workspace workspace(JsonFields json) throws MalformedException {
        try {
            Workspace workspace = new Workspace(
                    Path.of(json.text("baseDirectory")),
                    Path.of(json.text("outputDirectory")),
                    Path.of(json.text("cacheDirectory")),
                    json.wholeLong("cacheLimit"),
                    json.whole("threads"),
                    json.flag("force"),
                    json.flag("offline"),
                    json.texts("selected"));
            json.end();
            return workspace;
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()), e); // a path or the record refused its values
        }
    }
}
