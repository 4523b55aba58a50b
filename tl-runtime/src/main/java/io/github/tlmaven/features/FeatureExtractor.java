package io.github.tlmaven.features;

import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.engine.ProgressMeter;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.store.StoredSpace;
import io.github.tlmaven.zoo.FrozenStages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Computes the activations that the store lacks, in one pass over the pictures for all boundaries. Each worker decodes a
 * few pictures and runs them through the frozen stages as a {@link FrozenPass}, so that a picture's bits depend neither on
 * the number of workers nor on the pictures it shares a batch with.
 */
public final class FeatureExtractor {

    private final EngineSession session;
    private final Workers workers;
    private final FeatureStore store;
    private final Log log;

    /** An extractor on a session's device. */
    public FeatureExtractor(EngineSession session, Workers workers, FeatureStore store, Log log) {
        this.session = session;
        this.workers = workers;
        this.store = store;
        this.log = log;
    }

    /**
     * Pictures whose activations are wanted.
     *
     * @param labels  the boundaries where they are wanted, 1 or more each; the text begins the log line of that boundary
     * @param sources the pictures
     */
    public record Request(SortedMap<Integer, String> labels, List<? extends PixelSource> sources) {
        /** Copies both. */
        public Request {
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
            sources = List.copyOf(sources);
        }
    }

    /**
     * Activations of all sources of each request, in the requests' order and by boundary: read where they are stored and
     * computed where not.
     *
     * @param label   begins lines of progress
     * @param network computes them
     */
    public List<Map<Integer, Activations>> extract(String label, FrozenNetwork network, List<Request> requests) {
        List<Cut> cuts = open(network, requests);
        List<WantedRows> wanted = requests.stream()
                .map(request -> new WantedRows(
                        request,
                        cuts.stream()
                                .filter(cut -> request.labels().containsKey(cut.boundary()))
                                .toList()))
                .toList();
        MissingRows missing = new MissingRows();
        wanted.forEach(each -> each.addTo(missing));
        if (missing.size() > 0) {
            compute(network, missing, new ProgressMeter(log, label, "pictures", missing.size()));
            wanted.forEach(WantedRows::findMissing);
        }
        wanted.forEach(each -> each.log(log));
        return wanted.stream().map(WantedRows::activations).toList();
    }

    /**
     * Activations of all sources at one boundary.
     *
     * @param label begins log lines
     */
    public Activations extract(String label, FrozenNetwork network, int boundary, List<? extends PixelSource> sources) {
        Request request = new Request(new TreeMap<>(Map.of(boundary, label)), sources);
        return extract(label, network, List.of(request))
                .get(0)
                .values()
                .iterator()
                .next();
    }

    /** The spaces of all boundaries, from the input to the head. */
    private List<Cut> open(FrozenNetwork network, List<Request> requests) {
        TreeSet<Integer> boundaries = new TreeSet<>();
        requests.forEach(request -> boundaries.addAll(request.labels().keySet()));
        List<StoredSpace> spaces = store.open(boundaries.stream()
                .map(boundary -> network.space(boundary, session.environment()))
                .toList());
        List<Cut> cuts = new ArrayList<>();
        boundaries.forEach(boundary -> cuts.add(new Cut(boundary, spaces.get(cuts.size()))));
        return cuts;
    }

    private void compute(FrozenNetwork network, MissingRows missing, ProgressMeter progress) {
        try (FrozenStages frozen = network.below(missing.highest())) {
            FrozenPass pass = new FrozenPass(session, frozen, network.side(), network.featureType());
            StoringPass storing = new StoringPass(pass, workers, progress);
            missing.groups().forEach(storing::store);
        }
    }
}
