package io.github.tlmaven.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks a JPEG file's marker segments (ITU-T T.81, annex B). Decoders fill the lost part of a truncated file with grey
 * and say nothing, so the end of the picture is looked for here. Bytes after that end are allowed, and so are junk and
 * fill bytes between segments, as PIL allows them.
 */
final class JpegStructure {

    private static final int MARKER = 0xFF;
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int APP1 = 0xE1;
    private static final int FIRST_FRAME = 0xC0;
    private static final int LAST_FRAME = 0xCF;
    private static final int LAST_SEQUENTIAL_FRAME = 0xC1;
    private static final int NONE = -1;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int RESERVED = 0xC8;
    private static final int ARITHMETIC_TABLES = 0xCC;
    private static final int FIRST_RESTART = 0xD0;
    private static final int TEMPORARY = 0x01;
    private static final int LENGTH_BYTES = 2;
    private static final int FRAME_BYTES = 8;
    private static final int RESTART_INTERVAL = 0xDD;
    private static final int APP14 = 0xEE;
    private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e'};
    /** Behind Adobe's name come a version and two words of flags. */
    private static final int TRANSFORM_AT = ADOBE.length + 3 * Short.BYTES;

    private final byte[] file;
    private int position;
    private int width;
    private int height;
    private int components;
    private int frame = LAST_FRAME;
    private int scans;
    private boolean restarts;
    private boolean ended = true;
    private byte @Nullable [] exif;
    private boolean transformed;

    private JpegStructure(byte[] file) {
        this.file = file;
    }

    /**
     * Reads the structure.
     *
     * @throws CorruptPictureException if the file ends before the picture does, or has no picture
     */
    static JpegStructure of(byte[] file) throws CorruptPictureException {
        JpegStructure structure = new JpegStructure(file);
        structure.walk();
        return structure;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** 1 for grey, 3 for colour, 4 for CMYK. */
    int components() {
        return components;
    }

    /** Whether Adobe's marker says that the components are luma and chroma (and black) instead of inks. */
    boolean transformed() {
        return transformed;
    }

    /** Whether the end-of-image marker is there. Without it the last rows may be missing. */
    boolean ended() {
        return ended;
    }

    /** The TIFF block of the first EXIF segment, or null. */
    byte @Nullable [] exif() {
        return exif;
    }

    private void walk() throws CorruptPictureException {
        position = LENGTH_BYTES;
        for (int marker = nextMarker(); marker != END_OF_IMAGE && marker != NONE; marker = nextMarker()) {
            frame = isFrame(marker) ? marker : frame;
            if (!standsAlone(marker)) {
                segment(marker);
            }
        }
        if (components == 0 || scans == 0) {
            throw new CorruptPictureException("the JPEG file holds no picture");
        }
    }

    private static boolean standsAlone(int marker) {
        return marker == TEMPORARY || (marker >= FIRST_RESTART && marker <= START_OF_IMAGE);
    }

    /** Skips entropy-coded data, stuffed zeros and junk up to the next marker, and steps over it. */
    private int nextMarker() throws CorruptPictureException {
        while (position + 1 < file.length) {
            int code = file[position + 1] & 0xFF;
            if ((file[position] & 0xFF) == MARKER && code != 0 && code != MARKER) {
                position += 2;
                return code;
            }
            position++;
        }
        // A picture in one scan may be whole without its end marker; several scans, or intervals between restarts, need
        // the marker to be told from fewer.
        if (scans == 1 && !restarts && frame <= LAST_SEQUENTIAL_FRAME) {
            ended = false;
            return NONE;
        }
        throw truncated();
    }

    private void segment(int marker) throws CorruptPictureException {
        int length = number(position);
        int end = position + length;
        if (length < LENGTH_BYTES || end > file.length) {
            throw truncated();
        }
        if (isFrame(marker) && length >= FRAME_BYTES && components == 0) {
            height = number(position + 3);
            width = number(position + 5);
            components = file[position + 7] & 0xFF;
        } else if (marker == START_OF_SCAN) {
            scans++;
        } else if (marker == RESTART_INTERVAL) {
            restarts = number(position + LENGTH_BYTES) != 0;
        } else if (marker == APP1 && exif == null) {
            exif = exifOf(position + LENGTH_BYTES, end);
        } else if (marker == APP14
                && length > LENGTH_BYTES + TRANSFORM_AT
                && begins(position + LENGTH_BYTES, end, ADOBE)) {
            transformed = file[position + LENGTH_BYTES + TRANSFORM_AT] != 0;
        }
        position = end;
    }

    private static boolean isFrame(int marker) {
        return marker >= FIRST_FRAME
                && marker <= LAST_FRAME
                && marker != HUFFMAN_TABLES
                && marker != RESERVED
                && marker != ARITHMETIC_TABLES;
    }

    private byte @Nullable [] exifOf(int from, int to) {
        byte[] prefix = Orientation.PREFIX;
        return begins(from, to, prefix) ? Arrays.copyOfRange(file, from + prefix.length, to) : null;
    }

    private boolean begins(int from, int to, byte[] prefix) {
        int end = from + prefix.length;
        return end <= to && Arrays.equals(file, from, end, prefix, 0, prefix.length);
    }

    private int number(int at) throws CorruptPictureException {
        if (at + 1 >= file.length) {
            throw truncated();
        }
        return ((file[at] & 0xFF) << Byte.SIZE) | (file[at + 1] & 0xFF);
    }

    CorruptPictureException truncated() {
        return new CorruptPictureException(
                "the JPEG file is truncated: it ends after " + file.length + " bytes without an end-of-image marker");
    }
}
