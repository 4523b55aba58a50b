package io.github.tlmaven.weights.pickle;

/**
 * Name of a class or function of Python, which a pickle asks for.
 *
 * @param module such as {@code collections}
 * @param name   within the module, such as {@code OrderedDict}
 */
public record ClassName(String module, String name) {

    /** As Python writes it, such as {@code collections.OrderedDict}. */
    @Override
    public String toString() {
        return module + "." + name;
    }
}
