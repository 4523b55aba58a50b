package io.github.tlmaven.report;

import io.github.tlmaven.report.files.Decimals;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.TestTimeAugmentation;
import io.github.tlmaven.spec.TrainingCodec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An experiment's settings under their names in the pom. */
final class Configuration {

    private Configuration() {}

    static List<Fact> of(Experiment experiment) {
        List<Fact> facts = new ArrayList<>();
        addModel(facts, experiment.model());
        addStrategy(facts, experiment.strategy());
        TrainingCodec.members(experiment.training()).forEach((name, value) -> facts.add(new Fact(name, text(value))));
        facts.add(new Fact(
                TestTimeAugmentation.NAME, experiment.testTimeAugmentation().keyword()));
        return facts;
    }

    private static String text(Object setting) {
        if (setting instanceof BigDecimal number) {
            return Decimals.text(number.doubleValue());
        }
        if (setting instanceof Map<?, ?> entries) {
            return entries.entrySet().stream()
                    .map(entry -> entry(String.valueOf(entry.getKey()), entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        if (setting instanceof List<?> elements) {
            return elements.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return setting.toString();
    }

    /** What an entry holds in turn stands in brackets, and a range as its two ends. */
    private static String entry(String name, Object value) {
        if (value instanceof Map<?, ?> members) {
            return members.isEmpty() ? name : name + " (" + text(members) + ")";
        }
        if (value instanceof List<?> ends) {
            return name + "=" + ends.stream().map(Configuration::text).collect(Collectors.joining(" to "));
        }
        return name + "=" + text(value);
    }

    /** What was not stated comes with the weights, and is not repeated here. */
    private static void addModel(List<Fact> facts, ModelSpec model) {
        facts.add(new Fact("model", model.name()));
        facts.add(new Fact("weights", model.weights().text()));
        model.weights().sha256().ifPresent(digest -> facts.add(new Fact("sha256", digest)));
        model.renames().forEach(rule -> facts.add(new Fact("rename", rule.from() + " → " + rule.to())));
        PreprocessingSpec preprocessing = model.preprocessing();
        preprocessing.resize().ifPresent(side -> facts.add(new Fact("resize", Integer.toString(side))));
        preprocessing.interpolation().ifPresent(filter -> facts.add(new Fact("interpolation", filter.keyword())));
        preprocessing.crop().ifPresent(side -> facts.add(new Fact("crop", Integer.toString(side))));
        preprocessing.mean().ifPresent(numbers -> facts.add(new Fact("mean", list(numbers))));
        preprocessing.std().ifPresent(numbers -> facts.add(new Fact("std", list(numbers))));
        model.head().dropout().ifPresent(rate -> facts.add(new Fact("dropout", Decimals.text(rate))));
        model.head().hidden().ifPresent(width -> facts.add(new Fact("hidden", Integer.toString(width))));
    }

    private static void addStrategy(List<Fact> facts, Strategy strategy) {
        facts.add(new Fact("strategy", strategy.keyword()));
        if (strategy instanceof Strategy.Finetune finetune) {
            facts.add(new Fact("unfreeze", finetune.unfreeze().keyword()));
            if (finetune.unfreeze() instanceof Unfreeze.Progressive progressive) {
                facts.add(new Fact("stageEpochs", Integer.toString(progressive.stageEpochs())));
                facts.add(new Fact("boundaries", String.join(", ", progressive.boundaries())));
            }
            facts.add(new Fact("warmStart", finetune.warmStart().keyword()));
            addRates(facts, finetune.rates(), finetune.batchNorm());
        } else if (strategy instanceof Strategy.Scratch scratch) {
            addRates(facts, scratch.rates(), scratch.batchNorm());
        }
    }

    private static void addRates(List<Fact> facts, Rates rates, BatchNorm batchNorm) {
        facts.add(new Fact("layerDecay", Decimals.text(rates.layerDecay())));
        rates.listed().forEach((name, rate) -> facts.add(new Fact("learningRates " + name, Decimals.text(rate))));
        facts.add(new Fact("batchNorm", batchNorm.keyword()));
    }

    private static String list(List<Double> numbers) {
        return numbers.stream().map(Decimals::text).collect(Collectors.joining(", "));
    }
}
