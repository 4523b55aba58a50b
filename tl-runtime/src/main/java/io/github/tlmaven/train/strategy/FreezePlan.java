package io.github.tlmaven.train.strategy;

import io.github.tlmaven.spec.Strategy.BatchNorm;
import java.util.List;

/**
 * What is trained in an epoch.
 *
 * @param stage       names this state of the strategy in {@code history.csv}
 * @param boundary    stages below it are frozen: their tensors and statistics do not change by a bit
 * @param rateFactors for each stage from {@code boundary} upwards, what the scheduled rate is multiplied by
 * @param batchNorm   how batch norm computes from {@code boundary} upwards; below it is always in evaluation mode
 */
public record FreezePlan(String stage, int boundary, List<Double> rateFactors, BatchNorm batchNorm) {

    /** Copies the factors. */
    public FreezePlan {
        rateFactors = List.copyOf(rateFactors);
    }
}
