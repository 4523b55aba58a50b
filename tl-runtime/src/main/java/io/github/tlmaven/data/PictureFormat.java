package io.github.tlmaven.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A file format, recognised by how the file begins; its name says nothing. */
enum PictureFormat {
    JPEG("ffd8ff"),
    PNG("89504e470d0a1a0a"),
    GIF("474946"),
    BMP("424d");

    private static final int SHOWN_BYTES = 8;

    private final String magic;

    /** Takes the first bytes in hexadecimal. */
    PictureFormat(String magic) {
        this.magic = magic;
    }

    /**
     * The format of a file.
     *
     * @throws CorruptPictureException if it is none of these; says what the file begins with
     */
    static PictureFormat of(byte[] file) throws CorruptPictureException {
        if (file.length == 0) {
            throw new CorruptPictureException("the file is empty (0 bytes)");
        }
        byte[] start = Arrays.copyOf(file, SHOWN_BYTES);
        String hex = HexFormat.of().formatHex(start);
        for (PictureFormat format : values()) {
            if (hex.startsWith(format.magic)) {
                return format;
            }
        }
        throw new CorruptPictureException("not a JPEG, PNG, GIF or BMP file: it begins with " + describe(start));
    }

    private static String describe(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        boolean printable = text.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t');
        return printable
                ? "the text '" + text.replaceAll("\\s", " ") + "'"
                : "the bytes " + HexFormat.ofDelimiter(" ").formatHex(start);
    }
}
