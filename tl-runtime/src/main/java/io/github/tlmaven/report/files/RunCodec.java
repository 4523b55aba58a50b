package io.github.tlmaven.report.files;

import io.github.tlmaven.report.files.RunFile.Cost;
import io.github.tlmaven.report.files.RunFile.Device;
import io.github.tlmaven.report.files.RunFile.Size;
import io.github.tlmaven.report.files.RunFile.Skipped;
import io.github.tlmaven.spec.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link RunFile} as JSON. */
final class RunCodec {

    private static final String FOLD = "fold";

    private RunCodec() {}

    static String text(RunFile run) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("experiment", run.experiment());
        document.put("seed", run.seed());
        document.put("model", run.model());
        document.put("strategy", run.strategy());
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("requested", run.device().requested());
        device.put("resolved", run.device().resolved());
        document.put("device", device);
        document.put("environment", run.environment());
        document.put("digests", run.digests());
        document.put("fingerprint", run.fingerprint());
        document.put("classes", run.classes());
        document.put("parameters", run.size().parameters());
        document.put("trained_parameters", run.size().trainedParameters());
        document.put("model_bytes", run.size().modelBytes());
        document.put("epochs", run.epochs());
        document.put("best_epoch", run.bestEpoch());
        document.put("pictures", run.pictures());
        document.put("skipped", run.skipped().stream().map(RunCodec::skipped).toList());
        Map<String, Object> costs = new LinkedHashMap<>();
        run.costs().forEach((goal, cost) -> costs.put(goal, cost(cost)));
        document.put("costs", costs);
        document.put("audit", RunAuditCodec.members(run.audit()));
        run.fold().ifPresent(fold -> document.put(FOLD, fold));
        return Json.write(document);
    }

    private static Map<String, Object> skipped(Skipped skipped) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("picture", skipped.picture());
        members.put("reason", skipped.reason());
        return members;
    }

    private static Map<String, @Nullable Object> cost(Cost cost) {
        @Nullable
        BigDecimal peak = cost.peakRssMib().isPresent()
                ? Decimals.shortest(cost.peakRssMib().getAsDouble())
                : null;
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("seconds", Decimals.shortest(cost.seconds()));
        members.put("pictures_per_second", Decimals.shortest(cost.picturesPerSecond()));
        members.put("peak_rss_mib", peak);
        return members;
    }

    static RunFile parse(String text) throws Json.MalformedException {
        Members run = Members.read(text);
        Members device = run.object("device");
        List<Skipped> skipped = run.objects("skipped").stream()
                .map(each -> new Skipped(each.text("picture"), each.text("reason")))
                .toList();
        return new RunFile(
                run.text("experiment"),
                run.whole("seed"),
                run.text("model"),
                run.text("strategy"),
                new Device(device.text("requested"), device.text("resolved")),
                run.object("environment").allTexts(),
                run.object("digests").allTexts(),
                run.object("fingerprint").allTexts(),
                run.texts("classes"),
                new Size(run.whole("parameters"), run.whole("trained_parameters"), run.whole("model_bytes")),
                run.wholeInt("epochs"),
                run.wholeInt("best_epoch"),
                run.object("pictures").allWholes(),
                skipped,
                costs(run.object("costs")),
                RunAuditCodec.parse(run.object("audit")),
                run.wholeIntIfThere(FOLD));
    }

    private static Map<String, Cost> costs(Members members) {
        Map<String, Cost> costs = new LinkedHashMap<>();
        for (String goal : members.members().keySet()) {
            Members cost = members.object(goal);
            costs.put(
                    goal,
                    new Cost(
                            cost.number("seconds"),
                            cost.number("pictures_per_second"),
                            cost.optionalNumber("peak_rss_mib")));
        }
        return costs;
    }
}
