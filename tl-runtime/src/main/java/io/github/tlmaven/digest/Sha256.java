package io.github.tlmaven.digest;

import io.github.tlmaven.failure.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Sha256(String hex) implements Comparable<Sha256> {

    /** Bytes in a digest. */
    public static final int BYTES = 32;

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");
    private static final int SHORT_LENGTH = 12;
    private static final int BUFFER_BYTES = 1 << 16;

    /** Checks the form. */
    public Sha256 {
        if (!isHex(hex)) {
            throw new IllegalArgumentException("not 64 lower-case hexadecimal digits: '" + hex + "'");
        }
    }

    /** Whether a text is a digest as {@link #hex} has it. */
    public static boolean isHex(String text) {
        return FORM.matcher(text).matches();
    }

    /** Digest of an array. */
    public static Sha256 of(byte[] bytes) {
        return builder().add(bytes).build();
    }

    /** Digest of a text's UTF-8 bytes. */
    public static Sha256 of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Digest of a file's content.
     *
     * @throws DataException if the file cannot be read
     */
    public static Sha256 of(Path file) {
        Builder builder = builder();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                builder.add(ByteBuffer.wrap(buffer, 0, n));
            }
        } catch (IOException e) {
            throw new DataException(
                    "Cannot read " + file + ": " + e.getMessage(), "make the file readable, or remove it.", e);
        }
        return builder.build();
    }

    /** From the 32 bytes of {@link #toBytes()}. */
    public static Sha256 fromBytes(byte[] bytes) {
        return new Sha256(HexFormat.of().formatHex(bytes));
    }

    /** Starts a digest of several parts. */
    public static Builder builder() {
        return new Builder();
    }

    /** The 32 bytes. */
    public byte[] toBytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** The first digits: enough to tell two apart in a log line or a folder's name. */
    public String abbreviated() {
        return hex.substring(0, SHORT_LENGTH);
    }

    @Override
    public int compareTo(Sha256 other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }

    /** Collects parts. Not for use by several threads. */
    public static final class Builder {

        private final MessageDigest digest;

        private Builder() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        /** Appends raw bytes. */
        public Builder add(byte[] bytes) {
            digest.update(bytes);
            return this;
        }

        /** Appends the remaining bytes of a buffer, heap or direct, and leaves its position at the limit. */
        public Builder add(ByteBuffer bytes) {
            digest.update(bytes);
            return this;
        }

        /** Appends a number as eight big-endian bytes. */
        public Builder add(long number) {
            return add(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        }

        /** Appends a text with its length before it, so that ("ab", "c") and ("a", "bc") differ. */
        public Builder add(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return add(bytes.length).add(bytes);
        }

        /** The digest of what was added. The builder must not be used afterwards. */
        public Sha256 build() {
            return fromBytes(digest.digest());
        }
    }
}
