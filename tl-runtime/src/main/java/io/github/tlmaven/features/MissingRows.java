package io.github.tlmaven.features;

import io.github.tlmaven.digest.Sha256;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Pictures that a pass must compute, each once, whoever asked for it. */
final class MissingRows {

    private final Map<Sha256, Missing> byKey = new LinkedHashMap<>();

    /**
     * A picture.
     *
     * @param key    of the source
     * @param source its pixels
     * @param cuts   where its row is missing, from the input to the head
     */
    record Missing(Sha256 key, PixelSource source, List<Cut> cuts) {
        /** Copies the cuts. */
        Missing {
            cuts = List.copyOf(cuts);
        }

        private Missing with(List<Cut> more) {
            List<Cut> all = Stream.concat(cuts.stream(), more.stream())
                    .sorted(Comparator.comparing(Cut::boundary))
                    .toList();
            return new Missing(key, source, all);
        }
    }

    /**
     * Notes a picture.
     *
     * @return those of its cuts that were not noted before
     */
    List<Cut> add(Missing picture) {
        Missing known = byKey.putIfAbsent(picture.key(), picture);
        if (known == null) {
            return picture.cuts();
        }
        List<Cut> more = picture.cuts().stream()
                .filter(cut -> !known.cuts().contains(cut))
                .toList();
        if (!more.isEmpty()) {
            byKey.put(picture.key(), known.with(more));
        }
        return more;
    }

    /** Number of pictures. */
    int size() {
        return byKey.size();
    }

    /** The highest boundary at which a row is missing, or 0. */
    int highest() {
        return byKey.values().stream()
                .flatMap(picture -> picture.cuts().stream())
                .mapToInt(Cut::boundary)
                .max()
                .orElse(0);
    }

    /** Pictures whose rows are missing at the same boundaries. */
    Collection<List<Missing>> groups() {
        return byKey.values().stream()
                .collect(Collectors.groupingBy(Missing::cuts, LinkedHashMap::new, Collectors.toList()))
                .values();
    }
}
