package io.github.tlmaven.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/** A file format, recognised by how the file begins; its name says nothing. */
enum PictureFormat {
    JPEG("ffd8ff"),
    PNG("89504e470d0a1a0a"),
    GIF("474946"),
    BMP("424d"),
    TIFF("49492a00|4d4d002a"),
    WEBP("52494646.{8}57454250");

    /** How names of pictures end, in lower case. A file that ends otherwise is no picture of a dataset. */
    static final Set<String> EXTENSIONS =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "dib", "tif", "tiff", "webp");

    private static final int LONGEST_MAGIC = 12;
    private static final int SHOWN_BYTES = 8;

    private final Pattern magic;

    /** Takes a pattern of the first bytes in hexadecimal. */
    PictureFormat(String magic) {
        this.magic = Pattern.compile(magic);
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
        String hex = HexFormat.of().formatHex(Arrays.copyOf(file, LONGEST_MAGIC));
        for (PictureFormat format : values()) {
            if (format.magic.matcher(hex).lookingAt()) {
                return format;
            }
        }
        throw new CorruptPictureException("not a JPEG, PNG, GIF, BMP, TIFF or WebP file: it begins with "
                + describe(Arrays.copyOf(file, SHOWN_BYTES)));
    }

    private static String describe(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        boolean printable = text.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t');
        return printable
                ? "the text '" + text.replaceAll("\\s", " ") + "'"
                : "the bytes " + HexFormat.ofDelimiter(" ").formatHex(start);
    }
}
