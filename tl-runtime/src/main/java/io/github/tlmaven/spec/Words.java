package io.github.tlmaven.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Closed lists of words, in the order in which they are shown to a user. */
final class Words {

    /** What an id must look like, for messages. */
    static final String ID_FORM =
            "must begin with a letter or '_' and go on with letters a-z, digits, '_', '.' and '-': it names a folder";

    static final Map<String, Boolean> FLAGS = of(new Boolean[] {true, false}, String::valueOf);

    private Words() {}

    static <E> Map<String, E> of(E[] values, Function<E, String> keyword) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : values) {
            words.put(keyword.apply(value), value);
        }
        return words;
    }
}
