package io.github.tlmaven.spec;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code <sha256>}: the digest that a user asks of a file. */
final class DigestParser {

    static final String SHA256 = "sha256";
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

    private DigestParser() {}

    /** 64 hexadecimal digits in lower case; what is wrong is noted, and nothing returned in its place. */
    static Optional<String> parse(Section section) {
        Optional<String> text = section.text(SHA256);
        if (text.isPresent() && !HEX.matcher(text.get()).matches()) {
            section.problem(SHA256, "must be 64 hexadecimal digits, was " + Section.quoted(text.get()));
            return Optional.empty();
        }
        return text.map(digits -> digits.toLowerCase(Locale.ROOT));
    }
}
