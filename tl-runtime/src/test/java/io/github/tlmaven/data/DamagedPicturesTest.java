package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is cut off or damaged is refused or decoded, and neither other exceptions nor large memory come of it. */
class DamagedPicturesTest {

    /** {@code -Dtl.damage=200} tries harder. */
    private static final int TRIES = Integer.getInteger("tl.damage", 8);

    private static final int SEED = 5;
    /** The pictures have fewer than 1000 pixels; a damaged header may promise a few times as many. */
    private static final int MAX_PIXELS = 4096;
    /** The JDK's readers take 0.1 MB, and pixels of the largest size that is allowed 12 KB. */
    private static final long LITTLE = 1 << 20;
    /** Headers stand at the start, so damage there is tried more often. */
    private static final int HEADER_BYTES = 80;

    private static final int CUTS = 12;
    private static final int LAST_BYTES = 12;

    @BeforeAll
    static void warmUp() {
        PilPictures.COMMITTED.names().forEach(name -> Allocation.ofDecoding(bytes(name), MAX_PIXELS));
    }

    private static byte[] bytes(String name) {
        return PilPictures.COMMITTED.bytes(name);
    }

    @Test
    void cutFileIsRefusedUnlessItsPixelsAreWhole() throws CorruptPictureException {
        List<String> wrong = new ArrayList<>();
        int refused = 0;
        for (String name : PilPictures.COMMITTED.names()) {
            byte[] file = bytes(name);
            byte[] whole = Decoder.decode(file).rgb();
            for (int length : lengths(file.length)) {
                try {
                    if (!Arrays.equals(
                            Decoder.decode(Arrays.copyOf(file, length)).rgb(), whole)) {
                        wrong.add(name + " cut after " + length + " of " + file.length + " bytes");
                    }
                } catch (CorruptPictureException e) {
                    refused++;
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(refused).isGreaterThan(PilPictures.COMMITTED.names().size() * CUTS);
    }

    private static List<Integer> lengths(int whole) {
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < CUTS; i++) {
            lengths.add(whole * i / CUTS);
        }
        for (int missing = 1; missing <= LAST_BYTES; missing++) {
            lengths.add(whole - missing);
        }
        return lengths;
    }

    @Test
    void flippedBytesDoNoHarm() {
        Random random = new Random(SEED);
        for (String name : PilPictures.COMMITTED.names()) {
            for (int i = 0; i < TRIES; i++) {
                byte[] damaged = damaged(bytes(name), random);
                assertThat(Allocation.ofDecoding(damaged, MAX_PIXELS)).as(name).isLessThan(LITTLE);
            }
        }
    }

    private static byte[] damaged(byte[] file, Random random) {
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            boolean header = random.nextInt(3) == 0;
            int at = random.nextInt(header ? Math.min(HEADER_BYTES, file.length) : file.length);
            file[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (file[at] ^ 1 << random.nextInt(8));
        }
        mendChecksums(file);
        return file;
    }

    /** Otherwise damage to a PNG file would never come as far as its decoder. */
    private static void mendChecksums(byte[] file) {
        ByteBuffer png = ByteBuffer.wrap(file);
        int at = 8;
        while (png.getInt(0) == 0x89504E47 && at + 12 <= file.length) {
            int length = png.getInt(at);
            if (length < 0 || length > file.length - at - 12) {
                return;
            }
            CRC32 crc = new CRC32();
            crc.update(file, at + 4, length + 4);
            png.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
    }
}
