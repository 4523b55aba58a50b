package io.github.tlmaven.report;

import io.github.tlmaven.report.files.Decimals;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.OptimizerSpec.AdamW;
import io.github.tlmaven.spec.OptimizerSpec.Sgd;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An experiment's settings under their names in the pom. */
final class Configuration {

    private Configuration() {}

    static List<Fact> of(Experiment experiment) {
        TrainingSpec training = experiment.training();
        List<Fact> facts = new ArrayList<>();
        addModel(facts, experiment.model());
        addStrategy(facts, experiment.strategy());
        facts.add(new Fact("epochs", Integer.toString(training.epochs())));
        facts.add(new Fact("batchSize", Integer.toString(training.batchSize())));
        addOptimizer(facts, training.optimizer());
        facts.add(new Fact("warmupEpochs", Integer.toString(training.warmupEpochs())));
        facts.add(new Fact("labelSmoothing", Decimals.text(training.labelSmoothing())));
        facts.add(new Fact(
                "clipNorm",
                training.clipNorm().isPresent()
                        ? Decimals.text(training.clipNorm().getAsDouble())
                        : "none"));
        facts.add(new Fact("augmentation", training.augmentation().keyword()));
        facts.add(new Fact("views", Integer.toString(training.views())));
        return facts;
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

    private static void addOptimizer(List<Fact> facts, OptimizerSpec optimizer) {
        facts.add(new Fact("optimizer", optimizer.keyword()));
        facts.add(new Fact("learningRate", Decimals.text(optimizer.learningRate())));
        if (optimizer instanceof Sgd sgd) {
            facts.add(new Fact("momentum", Decimals.text(sgd.momentum())));
        } else if (optimizer instanceof AdamW adam) {
            facts.add(new Fact("betas", Decimals.text(adam.beta1()) + ", " + Decimals.text(adam.beta2())));
            facts.add(new Fact("epsilon", Decimals.text(adam.epsilon())));
        }
        facts.add(new Fact("weightDecay", Decimals.text(optimizer.weightDecay())));
    }
}
