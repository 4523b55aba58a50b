package io.github.tlmaven.spec;

import io.github.tlmaven.failure.ConfigurationException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects what is wrong with a configuration, so that a user sees all of it at once. */
final class Problems {

    private final Set<String> found = new LinkedHashSet<>();

    /**
     * Notes a problem once, however often it is met.
     *
     * @param path    of the element, such as {@code <experiments><probe><epochs>}; empty for the whole configuration
     * @param message what was expected and what was found
     */
    void add(String path, String message) {
        found.add(path.isEmpty() ? message : path + ": " + message);
    }

    /**
     * Ends the parsing where something was found.
     *
     * @throws ConfigurationException that lists everything
     */
    void throwIfAny() {
        if (found.isEmpty()) {
            return;
        }
        String newLine = System.lineSeparator();
        String count = found.size() == 1 ? "a problem" : found.size() + " problems";
        throw new ConfigurationException(
                "The configuration of tl-maven-plugin in pom.xml has " + count + ":" + newLine + "  - "
                        + String.join(newLine + "  - ", found),
                "change these elements of pom.xml; mvn tl:help -Ddetail -Dgoal=validate explains each of them.");
    }
}
