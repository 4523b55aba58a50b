package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.Picture;
import io.github.tlmaven.failure.Excerpt;
import io.github.tlmaven.spec.AuditKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Something that the audit found.
 *
 * @param kind        of the finding
 * @param places      what it is about, at least one; pictures, or classes in a set
 * @param measure     similarity, pixels, ratio or number of pictures, as the kind has it
 * @param explanation of the measure, as the end of a sentence about the places
 */
public record Finding(AuditKind kind, List<Place> places, OptionalDouble measure, String explanation) {

    /** A thousand copies of one picture are one finding, and nobody reads a thousand names in a message. */
    private static final int MOST_NAMED = 8;

    /** Copies the list. */
    public Finding {
        places = List.copyOf(places);
        if (places.isEmpty()) {
            throw new IllegalArgumentException("a finding is about something");
        }
    }

    /**
     * A picture, or a class in a set.
     *
     * @param set     part or evaluation set
     * @param path    of the picture from the set's folder; empty for a class
     * @param label   name of the class; empty where it is not known
     * @param picture that can be shown
     */
    public record Place(String set, String path, String label, Optional<Picture> picture) {

        /** A class of a set. */
        static Place ofClass(String set, String label) {
            return new Place(set, "", label, Optional.empty());
        }

        /** Set and path, or set and class, for a message. */
        public String text() {
            return set + " " + (path.isEmpty() ? "class '" + Excerpt.line(label) + "'" : Excerpt.line(path));
        }
    }

    static Finding of(AuditKind kind, Place place, double measure, String explanation) {
        return new Finding(kind, List.of(place), OptionalDouble.of(measure), explanation);
    }

    /** The finding on one line: {@code test cat/1.jpg, train cat/2.jpg: the same file}; of very many places the first. */
    public String text() {
        String named = places.stream().limit(MOST_NAMED).map(Place::text).collect(Collectors.joining(", "));
        int others = places.size() - MOST_NAMED;
        return named + (others > 0 ? " and " + others + " more" : "") + ": " + explanation;
    }
}
