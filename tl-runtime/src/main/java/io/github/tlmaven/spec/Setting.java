package io.github.tlmaven.spec;

import java.util.List;
import java.util.Optional;

/**
 * An element of a configuration as it was written, whatever it was written in: the parser's view of the pom.
 *
 * @param name     of the element
 * @param text     between its tags; absent where it is empty
 * @param children in the document's order, several of one name included
 */
public record Setting(String name, Optional<String> text, List<Setting> children) {

    /** Copies the list; a text of white space alone counts as absent. */
    public Setting {
        text = text.map(String::strip).filter(t -> !t.isEmpty());
        children = List.copyOf(children);
    }

    /** An element that holds a text. */
    public static Setting of(String name, String text) {
        return new Setting(name, Optional.of(text), List.of());
    }

    /** An element that holds elements. */
    public static Setting of(String name, Setting... children) {
        return new Setting(name, Optional.empty(), List.of(children));
    }

    /** The last child of a name, which is the one that Maven would use. */
    public Optional<Setting> child(String childName) {
        return children.stream().filter(c -> c.name().equals(childName)).reduce((first, second) -> second);
    }
}
