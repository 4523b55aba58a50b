package io.github.tlmaven.report.files;

import io.github.tlmaven.report.files.RunAudit.Group;
import io.github.tlmaven.report.files.RunAudit.Pipeline;
import io.github.tlmaven.report.files.RunAudit.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link RunAudit} as JSON. */
final class RunAuditCodec {

    private RunAuditCodec() {}

    static Map<String, Object> members(RunAudit audit) {
        Map<String, Object> pipeline = new LinkedHashMap<>();
        pipeline.put("pictures", audit.pipeline().pictures());
        pipeline.put("changed_in_training", audit.pipeline().changedInTraining());
        pipeline.put("changed_in_evaluation", audit.pipeline().changedInEvaluation());
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("pipeline", pipeline);
        members.put("stages", audit.stages().stream().map(RunAuditCodec::stage).toList());
        return members;
    }

    private static Map<String, Object> stage(Stage stage) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("stage", stage.stage());
        members.put("epochs", stage.epochs());
        members.put("frozen_tensors", stage.frozenTensors());
        members.put("frozen_sha256", stage.frozenDigest());
        members.put("trained_tensors", stage.trainedTensors());
        members.put("moved_tensors", stage.movedTensors());
        members.put("moved_statistics", stage.movedStatistics());
        members.put("groups", stage.groups().stream().map(RunAuditCodec::group).toList());
        return members;
    }

    private static Map<String, Object> group(Group group) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", group.name());
        members.put("learning_rate", Decimals.shortest(group.learningRate()));
        members.put("mean_step", Decimals.shortest(group.meanStep()));
        return members;
    }

    static RunAudit parse(Members audit) {
        Members pipeline = audit.object("pipeline");
        return new RunAudit(
                new Pipeline(
                        pipeline.wholeInt("pictures"),
                        pipeline.wholeInt("changed_in_training"),
                        pipeline.wholeInt("changed_in_evaluation")),
                audit.objects("stages").stream().map(RunAuditCodec::stage).toList());
    }

    private static Stage stage(Members stage) {
        List<Group> groups = stage.objects("groups").stream()
                .map(each -> new Group(each.text("name"), each.number("learning_rate"), each.number("mean_step")))
                .toList();
        return new Stage(
                stage.text("stage"),
                stage.wholeInt("epochs"),
                stage.wholeInt("frozen_tensors"),
                stage.text("frozen_sha256"),
                stage.wholeInt("trained_tensors"),
                stage.wholeInt("moved_tensors"),
                stage.wholeInt("moved_statistics"),
                groups);
    }
}
