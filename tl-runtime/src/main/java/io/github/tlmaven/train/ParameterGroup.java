package io.github.tlmaven.train;

import io.github.tlmaven.train.strategy.FreezePlan;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a parameter is updated.
 *
 * @param rateFactor what the scheduled rate is multiplied by
 * @param decays     whether weight decay acts on it
 */
record ParameterGroup(double rateFactor, boolean decays) {

    /**
     * Every trained parameter of a plan, by name.
     *
     * @param decayAll whether weight decay acts on biases and norms too
     */
    static Map<String, ParameterGroup> of(Architecture architecture, FreezePlan plan, boolean decayAll) {
        Map<String, ParameterGroup> groups = new LinkedHashMap<>();
        for (int i = 0; i < plan.rateFactors().size(); i++) {
            double factor = plan.rateFactors().get(i);
            int stage = plan.boundary() + i;
            for (TensorSpec spec : architecture.tensors(stage, stage + 1)) {
                if (spec.role().isParameter()) {
                    boolean decays = decayAll || spec.role() == TensorSpec.Role.WEIGHT;
                    groups.put(spec.name(), new ParameterGroup(factor, decays));
                }
            }
        }
        return groups;
    }
}
