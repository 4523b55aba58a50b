package io.github.tlmaven.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks a WebP file's chunks (RFC 9649) up to the first picture, and checks that everything that the header promises is
 * there. Bytes behind the promised end are allowed.
 */
final class WebpStructure {

    /** Where the first chunk begins, behind RIFF's header. */
    static final int FIRST_CHUNK = 12;

    /** Length of a chunk's name and size. */
    static final int CHUNK_HEADER = 8;

    /** Length of the chunk {@code VP8X}. */
    static final int EXTENDED_BYTES = 10;

    /** Flag in it. */
    static final int HAS_ALPHA = 0x10;

    private static final int FRAME_BYTES = 16;
    private static final int IS_ANIMATED = 0x02;
    private static final int LOSSY_HEADER = 10;
    private static final int LOSSY_START_AT = 3;
    private static final int LOSSY_START_CODE = 0x2A019D;
    private static final int LOSSLESS_HEADER = 5;
    private static final int LOSSLESS_SIGNATURE = 0x2F;
    private static final int SIDE_BITS = 14;
    private static final int SIDE = (1 << SIDE_BITS) - 1;
    private static final int NUMBER_BYTES = 3;

    /**
     * A picture inside the file, and its place in the canvas.
     *
     * @param alphaAt where its chunk {@code ALPH} begins, or −1
     * @param dataAt  where its chunk {@code VP8 } or {@code VP8L} begins
     */
    record Frame(int left, int top, int width, int height, int alphaAt, int dataAt) {}

    private final ByteBuffer file;
    private int flags;
    private int width;
    private int height;
    private boolean insideFrame;
    private @Nullable Frame first;
    private byte @Nullable [] exif;

    private WebpStructure(byte[] file) {
        this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads the structure.
     *
     * @throws CorruptPictureException if the file is truncated or damaged
     */
    static WebpStructure of(byte[] file) throws CorruptPictureException {
        WebpStructure structure = new WebpStructure(file);
        structure.walk(FIRST_CHUNK, structure.end());
        structure.complete();
        return structure;
    }

    /** Columns of the canvas. */
    int width() {
        return width;
    }

    /** Rows of the canvas. */
    int height() {
        return height;
    }

    /** Whether the file has several pictures, of which the first need not fill the canvas. */
    boolean animated() {
        return (flags & IS_ANIMATED) != 0;
    }

    /** Whether what the first picture of an animation leaves uncovered is transparent instead of black. */
    boolean transparent() {
        return (flags & HAS_ALPHA) != 0;
    }

    /** The first picture. */
    Frame first() {
        if (first == null) {
            throw new IllegalStateException("read before the walk was complete");
        }
        return first;
    }

    /** The TIFF block of the EXIF chunk, or null. */
    byte @Nullable [] exif() {
        return exif;
    }

    private int end() throws CorruptPictureException {
        if (file.limit() < FIRST_CHUNK + CHUNK_HEADER) {
            throw truncated();
        }
        long end = CHUNK_HEADER + Integer.toUnsignedLong(file.getInt(Integer.BYTES));
        if (end > file.limit()) {
            throw truncated();
        }
        return (int) end;
    }

    private void walk(int from, int end) throws CorruptPictureException {
        int alphaAt = -1;
        for (int at = from; at < end; at = next(at)) {
            int data = at + CHUNK_HEADER;
            if (data > end || sizeAt(at) > end - data) {
                throw truncated();
            }
            switch (nameAt(at)) {
                case "VP8X" -> extended(data, sizeAt(at));
                case "ANMF" -> animationFrame(data, sizeAt(at));
                case "ALPH" -> alphaAt = at;
                case "VP8 ", "VP8L" -> picture(at, alphaAt);
                case "EXIF" -> exif = Arrays.copyOfRange(file.array(), data, data + (int) sizeAt(at));
                default -> {
                    // Colour profiles and the like do not change the pixels that PIL returns.
                }
            }
        }
    }

    private void complete() throws CorruptPictureException {
        Frame found = first;
        if (found == null) {
            throw new CorruptPictureException("the WebP file holds no picture");
        }
        if (width == 0) {
            width = found.width();
            height = found.height();
        }
        boolean fits = animated()
                ? found.left() + found.width() <= width && found.top() + found.height() <= height
                : found.width() == width && found.height() == height;
        if (!fits) {
            throw new CorruptPictureException("the WebP file is damaged: its picture of " + found.width() + " x "
                    + found.height() + " pixels does not fit its canvas of " + width + " x " + height);
        }
    }

    private void extended(int data, long size) throws CorruptPictureException {
        if (size < EXTENDED_BYTES) {
            throw truncated();
        }
        flags = file.get(data);
        width = number(data + Integer.BYTES) + 1;
        height = number(data + Integer.BYTES + NUMBER_BYTES) + 1;
    }

    private void animationFrame(int data, long size) throws CorruptPictureException {
        if (first != null || insideFrame) {
            return;
        }
        if (size < FRAME_BYTES) {
            throw truncated();
        }
        insideFrame = true;
        walk(data + FRAME_BYTES, data + (int) size);
        insideFrame = false;
        if (first != null) {
            int left = 2 * number(data);
            int top = 2 * number(data + NUMBER_BYTES);
            first = new Frame(left, top, first.width(), first.height(), first.alphaAt(), first.dataAt());
        }
    }

    private void picture(int at, int alphaAt) throws CorruptPictureException {
        if (first != null) {
            return;
        }
        int data = at + CHUNK_HEADER;
        if (nameAt(at).equals("VP8L")) {
            if (sizeAt(at) < LOSSLESS_HEADER || (file.get(data) & 0xFF) != LOSSLESS_SIGNATURE) {
                throw damaged();
            }
            int bits = file.getInt(data + 1);
            first = new Frame(0, 0, (bits & SIDE) + 1, ((bits >>> SIDE_BITS) & SIDE) + 1, -1, at);
        } else {
            if (sizeAt(at) < LOSSY_HEADER || number(data + LOSSY_START_AT) != LOSSY_START_CODE) {
                throw damaged();
            }
            int sides = data + LOSSY_START_AT + NUMBER_BYTES;
            first = new Frame(0, 0, file.getShort(sides) & SIDE, file.getShort(sides + 2) & SIDE, alphaAt, at);
        }
    }

    private String nameAt(int at) {
        return new String(file.array(), at, Integer.BYTES, StandardCharsets.ISO_8859_1);
    }

    private long sizeAt(int at) {
        return Integer.toUnsignedLong(file.getInt(at + Integer.BYTES));
    }

    /** Where the chunk behind the one at {@code at} begins: chunks have even lengths. */
    int next(int at) {
        long size = sizeAt(at);
        return (int) Math.min(Integer.MAX_VALUE, at + CHUNK_HEADER + size + (size & 1));
    }

    private int number(int at) {
        return (file.getShort(at) & 0xFFFF) | ((file.get(at + Short.BYTES) & 0xFF) << Short.SIZE);
    }

    private static CorruptPictureException damaged() {
        return new CorruptPictureException("the WebP file is damaged: its picture does not begin as one");
    }

    private CorruptPictureException truncated() {
        return new CorruptPictureException("the WebP file is truncated: it ends after " + file.limit()
                + " bytes, before what its headers promise");
    }
}
