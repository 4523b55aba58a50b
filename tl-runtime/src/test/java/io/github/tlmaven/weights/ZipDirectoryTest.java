package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.WeightsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** The directories are those of the JDK's writer, or put together by PKWARE's APPNOTE. */
class ZipDirectoryTest {

    private static final byte[] DATA = {1, 2, 3, 4};
    private static final byte[] NAME = "archive/data/0".getBytes(StandardCharsets.UTF_8);
    private static final int BOMB = 64 << 20;
    private static final int END_BYTES = 22;

    private static FileMapping mapping(byte[] content) {
        return FileMapping.of(ByteBuffer.wrap(content));
    }

    private static AbstractThrowableAssert<?, ?> reading(byte[] content) {
        return assertThatThrownBy(() -> ZipDirectory.read(mapping(content))).isInstanceOf(UnreadableException.class);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void aStoredEntryIsFoundWhereItStands() throws UnreadableException {
        byte[] zip =
                new RawZip().entry("data.pkl", (byte) 9).entry("data/0", DATA).bytes();
        Map<String, ZipEntry> entries = ZipDirectory.read(mapping(zip));
        assertThat(entries).containsOnlyKeys("archive/data.pkl", "archive/data/0");
        ZipEntry entry = Objects.requireNonNull(entries.get("archive/data/0"));
        int position = (int) entry.content().position();
        assertThat(Arrays.copyOfRange(zip, position, position + 4)).isEqualTo(DATA);
        assertThat(entry.content().bytes()).isEqualTo(4);
    }

    @Test
    void aCommentBehindTheDirectoryIsSteppedOver() throws UnreadableException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment("made by hand");
            zip.setMethod(ZipOutputStream.STORED);
            java.util.zip.ZipEntry entry = new java.util.zip.ZipEntry("a");
            entry.setSize(0);
            entry.setCrc(0);
            zip.putNextEntry(entry);
        }
        assertThat(ZipDirectory.read(mapping(bytes.toByteArray()))).containsOnlyKeys("a");
    }

    @Test
    void aBombIsNotUnfolded() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("archive/data.pkl"));
            zip.write(new byte[BOMB]);
        }
        assertThatThrownBy(() -> RawZip.open(bytes.toByteArray()))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("'archive/data.pkl' is compressed");
    }

    @Test
    void anEntryThatIsThereTwiceIsRefused() {
        byte[] zip = new RawZip().entry("data/0", DATA).entry("data/1", DATA).bytes();
        String text = new String(zip, StandardCharsets.ISO_8859_1).replace("data/1", "data/0");
        reading(text.getBytes(StandardCharsets.ISO_8859_1)).hasMessageContaining("two entries named 'archive/data/0'");
    }

    @Test
    void anEncryptedEntryIsRefused() {
        byte[] zip = new RawZip().entry("data/0", DATA).bytes();
        zip[centralHeader(zip) + 8] |= 1;
        reading(zip).hasMessageContaining("encrypted");
    }

    @Test
    void anEntryBeyondTheFileIsRefused() {
        byte[] zip = new RawZip().entry("data/0", DATA).bytes();
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(centralHeader(zip) + 20, 1 << 30);
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(centralHeader(zip) + 24, 1 << 30);
        reading(zip).hasMessageContaining("truncated: entry 'archive/data/0' has 1073741824 bytes");
    }

    @Test
    void aPackedLengthUnlikeTheStoredOneIsRefused() {
        byte[] zip = new RawZip().entry("data/0", DATA).bytes();
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(centralHeader(zip) + 24, 1 << 30);
        reading(zip).hasMessageContaining("has 4 bytes for 1073741824");
    }

    @Test
    void lengthsAndPlacesOf64BitsAreRead() throws UnreadableException {
        Map<String, ZipEntry> entries = ZipDirectory.read(mapping(zip64(1)));
        assertThat(entries)
                .containsExactly(Map.entry(
                        "archive/data/0", new ZipEntry("archive/data/0", true, new StoredBytes(30L + NAME.length, 4))));
    }

    @Test
    void aCountOfEntriesWithoutEndIsRefused() {
        reading(zip64(1L << 60)).hasMessageContaining("claims 1152921504606846976 entries");
        reading(zip64(-1)).hasMessageContaining("claims 18446744073709551615 entries");
    }

    @Test
    void moreEntriesThanAreThereAreRefused() {
        reading(zip64(2)).hasMessageContaining("entry 2 of its directory");
    }

    private static int centralHeader(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - END_BYTES + 16);
    }

    /** One stored entry, all of whose numbers stand in the 64-bit forms. */
    private static byte[] zip64(long count) {
        ByteBuffer zip = littleEndian(1 << 10);
        zip.putInt(0x04034b50).putShort((short) 45).put(new byte[12]).putInt(4).putInt(4);
        zip.putShort((short) NAME.length).putShort((short) 0).put(NAME).put(DATA);
        int directory = zip.position();
        zip.putInt(0x02014b50).put(new byte[16]).putInt(-1).putInt(-1);
        zip.putShort((short) NAME.length)
                .putShort((short) 34)
                .put(new byte[10])
                .putInt(-1)
                .put(NAME);
        zip.putShort((short) 0x5455).putShort((short) 2).putShort((short) 0); // another field before it
        zip.putShort((short) 1).putShort((short) 24).putLong(4).putLong(4).putLong(0);
        int end64 = zip.position();
        zip.putInt(0x06064b50).putLong(44).put(new byte[12]).putLong(count).putLong(count);
        zip.putLong(end64 - directory).putLong(directory);
        zip.putInt(0x07064b50).putInt(0).putLong(end64).putInt(1);
        zip.putInt(0x06054b50)
                .putInt(0)
                .putShort((short) -1)
                .putShort((short) -1)
                .putInt(-1)
                .putInt(-1);
        zip.putShort((short) 0);
        byte[] bytes = new byte[zip.position()];
        zip.flip().get(bytes);
        return bytes;
    }
}
