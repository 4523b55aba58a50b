package io.github.tlmaven.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.digest.Sha256;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Beside a map of the JDK. */
class RowIndexTest {

    private static final int KEYS = 20_000;
    private static final int OPERATIONS = 50_000;

    /** Bytes 8 to 31 are those of the number alone, so that many keys begin alike or differ in their last bytes only. */
    private static ByteBuffer key(int number) {
        return ByteBuffer.allocate(Sha256.BYTES).putLong(0, number % 97).putLong(Sha256.BYTES - Long.BYTES, number);
    }

    @Test
    void holdsWhatAMapHolds() {
        Random random = new Random(5);
        RowIndex index = new RowIndex();
        Map<Integer, Long> expected = new HashMap<>();
        for (int i = 0; i < OPERATIONS; i++) {
            int number = random.nextInt(KEYS);
            assertThat(index.find(key(number))).isEqualTo(expected.getOrDefault(number, RowIndex.ABSENT));
            long place = random.nextLong() >>> 1;
            index.put(key(number), place);
            expected.put(number, place);
        }
        expected.forEach((number, place) -> assertThat(index.find(key(number))).isEqualTo(place));
    }
}
