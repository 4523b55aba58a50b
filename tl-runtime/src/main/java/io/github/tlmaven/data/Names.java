package io.github.tlmaven.data;

import io.github.tlmaven.failure.Excerpt;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Order and likeness of names. */
final class Names {

    /**
     * By Unicode code point, which is the order of UTF-8 bytes; {@code String}'s own order differs for characters
     * outside of the basic plane.
     */
    static final Comparator<String> BY_CODE_POINT = Names::compare;

    /** Surrogates stand for what is above every other character, and lie below some of them. */
    private static final int AFTER_SURROGATES = Character.MAX_SURROGATE + 1;

    /** The last of ASCII. */
    static final int LAST_PLAIN = 0x7F;

    private static final int SURROGATES = AFTER_SURROGATES - Character.MIN_SURROGATE;

    private Names() {}

    private static int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                return rank(a.charAt(i)) - rank(b.charAt(i));
            }
        }
        return a.length() - b.length();
    }

    private static int rank(char unit) {
        if (unit < Character.MIN_SURROGATE) {
            return unit;
        }
        return unit < AFTER_SURROGATES ? unit + AFTER_SURROGATES : unit - SURROGATES;
    }

    /** The known name that differs in Unicode's normal form alone, as names that went through macOS do. */
    static Optional<String> sameLook(String name, Collection<String> known) {
        String composed = composed(name);
        return known.stream()
                .filter(other -> !other.equals(name) && composed(other).equals(composed))
                .findFirst();
    }

    /** Unicode's normal form C. */
    static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /** A name with the code points that do not show, for a message about two that look alike. */
    static String spelled(String name) {
        String points = name.codePoints()
                .filter(point -> point > LAST_PLAIN)
                .mapToObj(point -> String.format(Locale.ROOT, "U+%04X", point))
                .collect(Collectors.joining(" "));
        return "'" + Excerpt.of(name) + "' (" + points + ")";
    }

    /** The known name that takes the fewest insertions, deletions and replacements of characters; the first of several. */
    static String nearest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .orElseThrow();
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        Arrays.setAll(previous, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
