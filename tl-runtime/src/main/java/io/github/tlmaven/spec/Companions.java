package io.github.tlmaven.spec;

import java.util.List;
import java.util.Map;

/**
 * Elements that have an effect beside some words of another element only.
 *
 * @param element whose word decides
 * @param words   of that element, by the element that needs one of them
 */
record Companions(String element, Map<String, List<String>> words) {

    /** Notes every element that is there and has no effect beside a word. */
    void refuseOthers(Section section, String word) {
        words.forEach((name, needed) -> {
            if (!needed.contains(word)) {
                section.refuse(name, "with " + element + " " + word);
            }
        });
    }
}
