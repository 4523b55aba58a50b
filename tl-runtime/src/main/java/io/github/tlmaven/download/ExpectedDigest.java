package io.github.tlmaven.download;

import io.github.tlmaven.digest.Sha256;
import java.util.regex.Pattern;

/**
 * What is known beforehand about a file's SHA-256.
 *
 * @param digits the whole digest or its first digits, 8 to 64; hexadecimal, lower case. torchvision publishes 8, in the
 *               file's name
 */
public record ExpectedDigest(String digits) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8,64}");

    /** Checks the form. */
    public ExpectedDigest {
        if (!FORM.matcher(digits).matches()) {
            throw new IllegalArgumentException(
                    "a digest must have 8 to 64 lower-case hexadecimal digits, was '" + digits + "'");
        }
    }

    /** Whether all digits are known, so that nobody can make another file that fits. */
    public boolean isWhole() {
        return digits.length() == 2 * Sha256.BYTES;
    }

    /** Whether a file with that digest is the one that is meant. */
    public boolean matches(Sha256 found) {
        return found.hex().startsWith(digits);
    }

    /** The digits; an ellipsis behind them where there should be more. */
    @Override
    public String toString() {
        return isWhole() ? digits : digits + "…";
    }
}
