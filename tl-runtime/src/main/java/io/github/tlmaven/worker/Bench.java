package io.github.tlmaven.worker;

import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.FeatureExtractor;
import io.github.tlmaven.features.FeatureStore;
import io.github.tlmaven.train.Checkpoints;

/**
 * What a worker process works with.
 *
 * @param session   the engine on the plan's device
 * @param workers   its threads
 * @param store     features on disk
 * @param log       progress
 * @param intervals between checkpoints
 */
record Bench(
        EngineSession session, Workers workers, FeatureStore store, WorkerLog log, Checkpoints.Intervals intervals) {

    /** Computes features on the device, and keeps them in the store. */
    FeatureExtractor extractor() {
        return new FeatureExtractor(session, workers, store, log);
    }

    /** The same without a log. */
    Bench silent() {
        return new Bench(session, workers, store, WorkerLog.NONE, intervals);
    }
}
