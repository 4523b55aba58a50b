package io.github.tlmaven.data.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashIndexTest {

    private static final long SEED = 7;

    /** Random hashes, and near ones of some of them at every distance from 0 to 15. */
    private static long[] hashes(int count) {
        Random random = new Random(SEED);
        long[] hashes = new long[count];
        for (int i = 0; i < count; i++) {
            hashes[i] = random.nextLong();
            if (i >= 16) {
                hashes[i] = hashes[random.nextInt(16)];
                for (int bit = 0; bit < i % 16; bit++) {
                    hashes[i] ^= 1L << random.nextInt(Long.SIZE);
                }
            }
        }
        return hashes;
    }

    @Test
    void findsWhatComparingAllWithAllFinds() {
        long[] hashes = hashes(600);
        HashIndex index = new HashIndex(hashes, new int[hashes.length]);
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < hashes.length; i++) {
            int later = i;
            index.earlierNear(i, (earlier, distance) -> found.add(later + "-" + earlier + " " + distance));
            for (int j = 0; j < i; j++) {
                int distance = Long.bitCount(hashes[i] ^ hashes[j]);
                if (distance <= HashIndex.RADIUS) {
                    expected.add(i + "-" + j + " " + distance);
                }
            }
        }
        assertThat(expected).hasSizeGreaterThan(1000);
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** All pairs of these are near; comparing them all would be 200 million steps for each ten thousand more. */
    @Test
    void theWorkForOneOfVeryManyAlikeHasABound() {
        int count = 20_000;
        Random random = new Random(SEED);
        long[] hashes = new long[count];
        int[] ties = new int[count];
        for (int i = 0; i < count; i++) {
            hashes[i] = i % 2 == 0 ? 0 : 1L << random.nextInt(Long.SIZE);
            ties[i] = random.nextInt();
        }
        HashIndex index = new HashIndex(hashes, ties);
        int[] found = new int[1];
        int without = 0;
        for (int i = 1; i < count; i++) {
            found[0] = 0;
            index.earlierNear(i, (earlier, distance) -> found[0]++);
            assertThat(found[0]).isLessThan(count / 4);
            without += found[0] == 0 ? 1 : 0;
        }
        assertThat(without).isLessThan(count / 100);
    }
}
