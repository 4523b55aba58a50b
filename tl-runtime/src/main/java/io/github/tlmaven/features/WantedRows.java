package io.github.tlmaven.features;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.store.StoredSpace;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Where in the store the activations are that a request asks for, as far as they are there. */
final class WantedRows {

    private final FeatureExtractor.Request request;
    private final List<Cut> cuts;

    /** For each cut the places of all sources. */
    private final long[][] places;

    /** For each cut the rows that were missing, and that no request before asked for. */
    private final int[] computed;

    /**
     * Looks for what is stored.
     *
     * @param cuts at the request's boundaries, from the input to the head
     */
    WantedRows(FeatureExtractor.Request request, List<Cut> cuts) {
        this.request = request;
        this.cuts = List.copyOf(cuts);
        this.places = new long[cuts.size()][request.sources().size()];
        this.computed = new int[cuts.size()];
        IntStream.range(0, request.sources().size()).forEach(this::find);
    }

    private void find(int source) {
        Sha256 key = request.sources().get(source).key();
        for (int i = 0; i < places.length; i++) {
            places[i][source] = cuts.get(i).space().find(key);
        }
    }

    /** Notes what is not there. */
    void addTo(MissingRows missing) {
        for (int source = 0; source < request.sources().size(); source++) {
            List<Cut> lacking = lacking(source);
            if (!lacking.isEmpty()) {
                PixelSource pixels = request.sources().get(source);
                missing.add(new MissingRows.Missing(pixels.key(), pixels, lacking))
                        .forEach(cut -> computed[cuts.indexOf(cut)]++);
            }
        }
    }

    private List<Cut> lacking(int source) {
        List<Cut> lacking = IntStream.range(0, places.length)
                .filter(i -> places[i][source] == StoredSpace.ABSENT)
                .mapToObj(cuts::get)
                .toList();
        return lacking.size() == cuts.size() ? cuts : lacking; // one list for all pictures of an empty store
    }

    /** Looks again for what was not there. */
    void findMissing() {
        IntStream.range(0, request.sources().size())
                .filter(source -> !lacking(source).isEmpty())
                .forEach(this::find);
    }

    /** Says how much was computed, and how much was there. */
    void log(Log log) {
        for (int i = 0; i < computed.length; i++) {
            log.info(String.format(
                    Locale.ROOT,
                    "%s %d computed, %d stored",
                    request.labels().getOrDefault(cuts.get(i).boundary(), ""),
                    computed[i],
                    places[i].length - computed[i]));
        }
    }

    /** Rows of all sources by boundary, none of which may be missing any more. */
    Map<Integer, Activations> activations() {
        Map<Integer, Activations> all = new TreeMap<>();
        for (int i = 0; i < places.length; i++) {
            Cut cut = cuts.get(i);
            all.put(cut.boundary(), new Activations(cut.space().rows(places[i])));
        }
        return all;
    }
}
