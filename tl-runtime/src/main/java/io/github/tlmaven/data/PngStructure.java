package io.github.tlmaven.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Walks a PNG file's chunks (W3C PNG, section 5), checks every CRC and looks for the end chunk. */
final class PngStructure {

    private static final int SIGNATURE_BYTES = 8;
    private static final int NAME_BYTES = 4;
    private static final int HEADER_BYTES = 13;
    /** Length, name and CRC. */
    private static final int FRAME_BYTES = 12;

    private static final int GREY = 0;

    private final ByteBuffer file;
    private int width;
    private int height;
    private int bitDepth;
    private int colourType;
    private boolean pixels;
    private byte @Nullable [] exif;
    private byte @Nullable [] transparency;

    private PngStructure(byte[] file) {
        this.file = ByteBuffer.wrap(file);
    }

    /**
     * Reads the structure.
     *
     * @throws CorruptPictureException if the file is truncated or damaged
     */
    static PngStructure of(byte[] file) throws CorruptPictureException {
        PngStructure structure = new PngStructure(file);
        structure.walk();
        return structure;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The TIFF block of the eXIf chunk, or null. */
    byte @Nullable [] exif() {
        return exif;
    }

    /**
     * The sample value that is transparent in a grey picture without alpha channel, in the file's own bit depth; -1
     * where there is none.
     */
    int transparentGrey() {
        return colourType == GREY && transparency != null && transparency.length >= Short.BYTES
                ? ByteBuffer.wrap(transparency).getShort() & 0xFFFF
                : -1;
    }

    /** Bits of a sample: 1, 2, 4, 8 or 16. */
    int bitDepth() {
        return bitDepth;
    }

    private void walk() throws CorruptPictureException {
        int position = SIGNATURE_BYTES;
        while (true) {
            if (file.limit() - position < FRAME_BYTES) {
                throw truncated();
            }
            int length = file.getInt(position);
            if (length < 0 || length > file.limit() - position - FRAME_BYTES) {
                throw truncated();
            }
            int data = position + Integer.BYTES + NAME_BYTES;
            String name = new String(file.array(), position + Integer.BYTES, NAME_BYTES, StandardCharsets.ISO_8859_1);
            checkCrc(position + Integer.BYTES, NAME_BYTES + length, name);
            if (name.equals("IEND")) {
                break;
            }
            chunk(name, data, length);
            position = data + length + Integer.BYTES;
        }
        if (width == 0 || !pixels) {
            throw new CorruptPictureException("the PNG file holds no picture");
        }
    }

    private void checkCrc(int from, int length, String name) throws CorruptPictureException {
        CRC32 crc = new CRC32();
        crc.update(file.array(), from, length);
        if ((int) crc.getValue() != file.getInt(from + length)) {
            throw new CorruptPictureException("the PNG file is damaged: wrong checksum in its chunk " + name);
        }
    }

    private void chunk(String name, int data, int length) throws CorruptPictureException {
        switch (name) {
            case "IHDR" -> header(data, length);
            case "IDAT" -> pixels = true;
            case "eXIf" -> exif = Arrays.copyOfRange(file.array(), data, data + length);
            case "tRNS" -> transparency = Arrays.copyOfRange(file.array(), data, data + length);
            default -> {
                // Text, colour profiles and the like do not change the pixels that PIL returns.
            }
        }
    }

    private void header(int data, int length) throws CorruptPictureException {
        if (length < HEADER_BYTES) {
            throw truncated();
        }
        width = file.getInt(data);
        height = file.getInt(data + Integer.BYTES);
        bitDepth = file.get(data + 2 * Integer.BYTES);
        colourType = file.get(data + 2 * Integer.BYTES + 1);
    }

    private CorruptPictureException truncated() {
        return new CorruptPictureException(
                "the PNG file is truncated: it ends after " + file.limit() + " bytes without an end chunk");
    }
}
