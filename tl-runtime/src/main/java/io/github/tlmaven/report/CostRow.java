package io.github.tlmaven.report;

import io.github.tlmaven.report.files.RunFile.Cost;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a goal cost for an experiment, over its seeds.
 *
 * @param experiment        id
 * @param goal              keyword
 * @param seconds           all seeds together
 * @param picturesPerSecond mean over seeds
 * @param peakMebibytes     highest of all seeds
 */
public record CostRow(String experiment, String goal, String seconds, String picturesPerSecond, String peakMebibytes) {

    static List<CostRow> of(Results results) {
        List<CostRow> rows = new ArrayList<>();
        for (ExperimentResult result : results.experiments()) {
            Set<String> goals = new LinkedHashSet<>();
            result.cells().forEach(cell -> goals.addAll(cell.run().costs().keySet()));
            for (String goal : goals) {
                List<Cost> costs = result.cells().stream()
                        .flatMap(cell -> cell.run().costs().entrySet().stream())
                        .filter(entry -> entry.getKey().equals(goal))
                        .map(Map.Entry::getValue)
                        .toList();
                rows.add(of(result.experiment().id(), goal, costs));
            }
        }
        return rows;
    }

    private static CostRow of(String experiment, String goal, List<Cost> costs) {
        double seconds = costs.stream().mapToDouble(Cost::seconds).sum();
        double rate =
                costs.stream().mapToDouble(Cost::picturesPerSecond).average().orElse(0);
        OptionalDouble peak = costs.stream()
                .flatMapToDouble(cost -> cost.peakRssMib().stream())
                .max();
        return new CostRow(
                experiment,
                goal,
                Format.seconds(seconds),
                Format.rough(rate),
                peak.isPresent() ? Format.count(Math.round(peak.getAsDouble())) : "–");
    }
}
