package io.github.tlmaven.checkpoint;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.Json.MalformedException;
import io.github.tlmaven.spec.JsonFields;
import io.github.tlmaven.train.EpochResult;
import io.github.tlmaven.train.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link CellState} and {@link Progress} as JSON. Doubles are written so that they read back as themselves. */
final class StateCodec {

    private StateCodec() {}

    static String write(CellState cell) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("fingerprint", cell.fingerprint());
        members.put("warm_start", StageCodec.members(cell.warmStart()));
        members.put("seconds", cell.seconds());
        return Json.writeCompact(members);
    }

    static CellState readCell(String text) throws MalformedException {
        JsonFields fields = new JsonFields(Json.read(text), "cell");
        JsonFields fingerprint = fields.object("fingerprint");
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : fingerprint.names()) {
            texts.put(name, fingerprint.text(name));
        }
        CellState cell = new CellState(texts, StageCodec.read(fields, "warm_start"), fields.real("seconds"));
        fields.end();
        return cell;
    }

    static String write(Progress progress) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(
                "results", progress.results().stream().map(StateCodec::result).toList());
        members.put("partial", partial(progress.partial()));
        members.put("steps", progress.steps());
        Map<String, Object> before = new LinkedHashMap<>();
        progress.audited().before().forEach((name, digest) -> before.put(name, digest.hex()));
        members.put("before", before);
        members.put("stages", StageCodec.members(progress.audited().stages()));
        members.put("stage_epochs", progress.audited().epochs());
        Map<String, Object> movements = new LinkedHashMap<>();
        progress.movements().forEach((name, sum) -> movements.put(name, sum(sum)));
        members.put("movements", movements);
        return Json.writeCompact(members);
    }

    private static Map<String, Object> result(EpochResult result) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("epoch", result.epoch());
        members.put("stage", result.stage());
        members.put("learning_rate", result.learningRate());
        members.put("train_loss", result.trainLoss());
        members.put("validation_loss", result.validationLoss());
        members.put("validation_accuracy", result.validationAccuracy());
        return members;
    }

    private static Map<String, Object> partial(Progress.Partial partial) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("next_step", partial.nextStep());
        members.put("steps", partial.steps());
        members.put("loss_sum", partial.lossSum());
        members.put("divisor_sum", partial.divisorSum());
        return members;
    }

    private static Map<String, Object> sum(Progress.Sum sum) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("rates", sum.rates());
        members.put("changes", sum.changes());
        members.put("values", sum.values());
        members.put("steps", sum.steps());
        return members;
    }

    static Progress readProgress(String text) throws MalformedException {
        JsonFields fields = new JsonFields(Json.read(text), "progress");
        Progress progress =
                new Progress(results(fields), partial(fields), steps(fields), audited(fields), movements(fields));
        fields.end();
        return progress;
    }

    private static List<EpochResult> results(JsonFields fields) throws MalformedException {
        List<EpochResult> results = new ArrayList<>();
        for (Object each : fields.list("results")) {
            JsonFields result = new JsonFields(each, "result " + (results.size() + 1));
            results.add(new EpochResult(
                    result.whole("epoch"),
                    result.text("stage"),
                    result.real("learning_rate"),
                    result.real("train_loss"),
                    result.real("validation_loss"),
                    result.real("validation_accuracy")));
            result.end();
        }
        return results;
    }

    private static Progress.Partial partial(JsonFields fields) throws MalformedException {
        JsonFields partial = fields.object("partial");
        Progress.Partial read = new Progress.Partial(
                partial.whole("next_step"),
                partial.whole("steps"),
                partial.real("loss_sum"),
                partial.real("divisor_sum"));
        partial.end();
        return read;
    }

    private static Map<String, Integer> steps(JsonFields fields) throws MalformedException {
        JsonFields members = fields.object("steps");
        Map<String, Integer> steps = new LinkedHashMap<>();
        for (String name : members.names()) {
            steps.put(name, members.whole(name));
        }
        return steps;
    }

    private static Progress.Audited audited(JsonFields fields) throws MalformedException {
        JsonFields members = fields.object("before");
        Map<String, Sha256> before = new LinkedHashMap<>();
        for (String name : members.names()) {
            before.put(name, new Sha256(members.text(name)));
        }
        return new Progress.Audited(before, StageCodec.read(fields, "stages"), fields.whole("stage_epochs"));
    }

    private static Map<String, Progress.Sum> movements(JsonFields fields) throws MalformedException {
        JsonFields members = fields.object("movements");
        Map<String, Progress.Sum> movements = new LinkedHashMap<>();
        for (String name : members.names()) {
            JsonFields sum = members.object(name);
            movements.put(
                    name,
                    new Progress.Sum(
                            sum.real("rates"), sum.real("changes"), sum.wholeLong("values"), sum.whole("steps")));
            sum.end();
        }
        return movements;
    }
}
