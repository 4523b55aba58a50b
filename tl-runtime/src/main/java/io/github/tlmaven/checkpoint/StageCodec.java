package io.github.tlmaven.checkpoint;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.Json.MalformedException;
import io.github.tlmaven.spec.JsonFields;
import io.github.tlmaven.train.StageAudit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists of {@link StageAudit} as JSON, with the members that {@code run.json} has. */
final class StageCodec {

    private StageCodec() {}

    static List<Object> members(List<StageAudit> stages) {
        List<Object> all = new ArrayList<>();
        for (StageAudit stage : stages) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("stage", stage.stage());
            members.put("epochs", stage.epochs());
            members.put("frozen_tensors", stage.frozenTensors());
            members.put("frozen_sha256", stage.frozenDigest().hex());
            members.put("trained_tensors", stage.trainedTensors());
            members.put("moved_tensors", stage.movedTensors());
            members.put("moved_statistics", stage.movedStatistics());
            members.put("groups", stage.groups().stream().map(StageCodec::group).toList());
            all.add(members);
        }
        return all;
    }

    private static Map<String, Object> group(StageAudit.Group group) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", group.name());
        members.put("learning_rate", group.meanRate());
        members.put("mean_step", group.meanStep());
        return members;
    }

    /** The stages under a name. */
    static List<StageAudit> read(JsonFields fields, String name) throws MalformedException {
        List<StageAudit> stages = new ArrayList<>();
        for (Object each : fields.list(name)) {
            JsonFields stage = new JsonFields(each, name);
            stages.add(new StageAudit(
                    stage.text("stage"),
                    stage.whole("epochs"),
                    stage.whole("frozen_tensors"),
                    new Sha256(stage.text("frozen_sha256")),
                    stage.whole("trained_tensors"),
                    stage.whole("moved_tensors"),
                    stage.whole("moved_statistics"),
                    groups(stage)));
            stage.end();
        }
        return stages;
    }

    private static List<StageAudit.Group> groups(JsonFields stage) throws MalformedException {
        List<StageAudit.Group> groups = new ArrayList<>();
        for (Object each : stage.list("groups")) {
            JsonFields group = new JsonFields(each, "group");
            groups.add(new StageAudit.Group(group.text("name"), group.real("learning_rate"), group.real("mean_step")));
            group.end();
        }
        return groups;
    }
}
