package io.github.tlmaven.data;

import java.util.ArrayList;
import java.util.List;

/** Problems of one kind, of which there may be a million: the first are kept, the others counted. */
final class Findings {

    /** As many as somebody reads before mending the first. */
    static final int SHOWN = 20;

    private final List<String> shown = new ArrayList<>();
    private int count;

    /** Notes a problem. */
    void add(String problem) {
        count++;
        if (count <= SHOWN) {
            shown.add(problem);
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Appends all of them to a list, each behind a title. */
    void addTo(List<String> problems, String title) {
        shown.forEach(problem -> problems.add(title + ": " + problem));
        if (count > SHOWN) {
            problems.add(title + ": and " + (count - SHOWN) + " more of this kind");
        }
    }
}
