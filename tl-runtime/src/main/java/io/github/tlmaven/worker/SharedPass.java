package io.github.tlmaven.worker;

import io.github.tlmaven.features.Activations;
import io.github.tlmaven.features.FeatureExtractor;
import io.github.tlmaven.features.FrozenNetwork;
import io.github.tlmaven.features.PixelSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A pass over the frozen part that all share who say beforehand what they will need. It begins when something of it is
 * first asked for.
 */
final class SharedPass {

    private final Bench bench;
    private final FrozenNetwork network;
    private final String label;
    private final List<Want> wants = new ArrayList<>();
    private Optional<List<Map<Integer, Activations>>> results = Optional.empty();

    private record Want(String name, SortedSet<Integer> boundaries, Supplier<List<PixelSource>> sources) {}

    /**
     * A pass that has not begun.
     *
     * @param network its tensors must stay open, and as they are below every boundary that is wanted
     * @param label   begins log lines
     */
    SharedPass(Bench bench, FrozenNetwork network, String label) {
        this.bench = bench;
        this.network = network;
        this.label = label;
    }

    /** The frozen part. */
    FrozenNetwork network() {
        return network;
    }

    /**
     * Says what will be needed.
     *
     * @param name       of the pictures in the log
     * @param boundaries where their activations are kept, each 1 or more
     * @param sources    asked for when the pass begins
     * @return the activations at one of the boundaries
     * @throws IllegalStateException if the pass has begun
     */
    IntFunction<Activations> want(String name, SortedSet<Integer> boundaries, Supplier<List<PixelSource>> sources) {
        if (results.isPresent()) {
            throw new IllegalStateException("the pass is over, and " + name + " would need another one");
        }
        int number = wants.size();
        wants.add(new Want(name, boundaries, sources));
        return boundary -> Optional.ofNullable(results().get(number).get(boundary))
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " is not kept at boundary " + boundary + ", but at " + boundaries));
    }

    /** Begins log lines about the activations at a boundary. */
    String label(int boundary) {
        return label + " features at " + network.architecture().boundaryName(boundary) + ": ";
    }

    private List<Map<Integer, Activations>> results() {
        if (results.isEmpty()) {
            results = Optional.of(bench.extractor()
                    .extract(
                            label + " features:",
                            network,
                            wants.stream().map(this::request).toList()));
        }
        return results.get();
    }

    private FeatureExtractor.Request request(Want want) {
        SortedMap<Integer, String> labels = new TreeMap<>();
        want.boundaries().forEach(boundary -> labels.put(boundary, label(boundary) + want.name()));
        return new FeatureExtractor.Request(
                labels, labels.isEmpty() ? List.of() : want.sources().get());
    }
}
