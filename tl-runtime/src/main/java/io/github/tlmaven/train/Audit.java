package io.github.tlmaven.train;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.failure.ContractException;
import io.github.tlmaven.features.FeatureSpace;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.train.strategy.FreezePlan;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds a training to its contract: after each stage, what was frozen has the bits that it had before, running
 * statistics included, and what was trained has moved.
 */
final class Audit {

    private static final String RAISE =
            "raise <learningRate>, or the rate of this stage in <learningRates>, where its steps are lost in rounding; else"
                    + " see whether <preprocessing> suits the weights: no unit of the stage may ever be active.";

    private final Trainer.Setup setup;
    private final Workers workers;
    private final StepMeter meter;
    private final List<StageAudit> stages = new ArrayList<>();
    private Map<String, Sha256> before;
    private Optional<FreezePlan> current = Optional.empty();
    private int epochs;

    /**
     * Takes the digests of all tensors as they are now.
     *
     * @param meter measures the optimizer of this training
     */
    Audit(Trainer.Setup setup, Workers workers, StepMeter meter) {
        this.setup = setup;
        this.workers = workers;
        this.meter = meter;
        this.before = digests();
    }

    /**
     * An epoch begins.
     *
     * @throws ContractException if the stage before it is over and broke the contract
     */
    void beginEpoch(FreezePlan plan) {
        if (current.isPresent() && !current.get().stage().equals(plan.stage())) {
            endStage(current.get());
        }
        if (epochs == 0) {
            current = Optional.of(plan);
            meter.beginStage();
        }
        epochs++;
        meter.beginEpoch();
    }

    /**
     * The training is over; the tensors are still those of its last epoch.
     *
     * @return what was found, one for each stage
     * @throws ContractException if the last stage broke the contract
     */
    List<StageAudit> end() {
        current.ifPresent(this::endStage);
        return List.copyOf(stages);
    }

    /** How far the audit has come. */
    Progress.Audited progress() {
        return new Progress.Audited(before, stages, epochs);
    }

    /**
     * Goes on from there.
     *
     * @param plan of the last epoch that was begun
     */
    void restore(Progress.Audited saved, FreezePlan plan) {
        before = saved.before();
        stages.addAll(saved.stages());
        epochs = saved.epochs();
        current = Optional.of(plan);
    }

    private void endStage(FreezePlan plan) {
        Map<String, Sha256> after = digests();
        List<TensorSpec> frozen = new ArrayList<>();
        List<TensorSpec> trained = new ArrayList<>();
        Architecture architecture = setup.architecture();
        frozen.addAll(architecture.tensors(0, plan.boundary()));
        for (TensorSpec spec :
                architecture.tensors(plan.boundary(), architecture.stages().size())) {
            boolean follows = !spec.role().isParameter() && plan.batchNorm() == BatchNorm.EVAL;
            (follows ? frozen : trained).add(spec);
        }
        frozen.forEach(spec -> requireKept(plan, spec, after));
        int parameters =
                (int) trained.stream().filter(spec -> spec.role().isParameter()).count();
        List<TensorSpec> moved =
                trained.stream().filter(spec -> moved(spec, after)).toList();
        int movedParameters =
                (int) moved.stream().filter(spec -> spec.role().isParameter()).count();
        stages.add(new StageAudit(
                plan.stage(),
                epochs,
                frozen.size(),
                digest(frozen, after),
                parameters,
                movedParameters,
                moved.size() - movedParameters,
                groups(plan, after)));
        before = after;
        current = Optional.empty();
        epochs = 0;
    }

    private boolean moved(TensorSpec spec, Map<String, Sha256> after) {
        return !Objects.equals(before.get(spec.name()), after.get(spec.name()));
    }

    private void requireKept(FreezePlan plan, TensorSpec spec, Map<String, Sha256> after) {
        if (moved(spec, after)) {
            throw new ContractException(
                    setup.label() + " changed the frozen tensor '" + spec.name() + "' in the stage " + plan.stage()
                            + ": expected SHA-256 " + before.get(spec.name()) + ", found " + after.get(spec.name())
                            + ".");
        }
    }

    private List<StageAudit.Group> groups(FreezePlan plan, Map<String, Sha256> after) {
        List<StageAudit.Group> groups = new ArrayList<>();
        Architecture architecture = setup.architecture();
        for (int i = plan.boundary(); i < architecture.stages().size(); i++) {
            String stage = architecture.boundaryName(i);
            List<TensorSpec> specs = architecture.tensors(i, i + 1);
            List<TensorSpec> parameters =
                    specs.stream().filter(spec -> spec.role().isParameter()).toList();
            List<TensorSpec> statistics =
                    specs.stream().filter(spec -> !spec.role().isParameter()).toList();
            requireMoved(plan, stage + "'s parameters", parameters, after);
            if (plan.batchNorm() == BatchNorm.TRAIN) {
                requireMoved(plan, stage + "'s running statistics", statistics, after);
            }
            groups.add(
                    meter.group(stage, parameters.stream().map(TensorSpec::name).toList()));
        }
        return groups;
    }

    /** Single tensors may have no gradient, as behind a unit that is never active; a whole stage has one. */
    private void requireMoved(FreezePlan plan, String what, List<TensorSpec> specs, Map<String, Sha256> after) {
        if (!specs.isEmpty() && specs.stream().noneMatch(spec -> moved(spec, after))) {
            throw new ContractException(
                    setup.label() + " trained " + what + " in the stage " + plan.stage()
                            + ", and none of them changed by a bit: expected were others, the first is '"
                            + specs.get(0).name() + "'.",
                    RAISE);
        }
    }

    private static Sha256 digest(List<TensorSpec> specs, Map<String, Sha256> digests) {
        Sha256.Builder all = Sha256.builder();
        specs.forEach(spec -> all.add(
                Objects.requireNonNull(digests.get(spec.name()), spec.name()).hex()));
        return all.build();
    }

    private Map<String, Sha256> digests() {
        List<TensorSpec> specs = setup.architecture().tensors();
        List<Sha256> digests = workers.map(specs, spec -> FeatureSpace.digestOf(List.of(spec), setup.tensors()));
        Map<String, Sha256> byName = new LinkedHashMap<>();
        for (int i = 0; i < specs.size(); i++) {
            byName.put(specs.get(i).name(), digests.get(i));
        }
        return byName;
    }
}
