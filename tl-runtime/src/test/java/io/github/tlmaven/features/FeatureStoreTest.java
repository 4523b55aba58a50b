package io.github.tlmaven.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.TestLog;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.store.FeatureCache;
import io.github.tlmaven.store.SpaceDescription;
import io.github.tlmaven.store.StoredSpace;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several spaces in one cache, and its limit. */
class FeatureStoreTest {

    private static final Sha256 KEY = Sha256.of("key");
    private static final int FLOATS = 1 << 18;
    private static final long HALF_A_MIB = 1L << 19;

    @TempDir
    private Path cache;

    private final TestLog log = new TestLog();

    private static FeatureSpace space(String name) {
        return new FeatureSpace(Sha256.of(name), new SpaceDescription(name, "", "", "", FeatureType.FLOAT32));
    }

    private static StoredSpace open(FeatureStore store, String name) {
        return store.open(List.of(space(name))).get(0);
    }

    private static void add(FeatureStore store, String name) {
        open(store, name).add(List.of((long) FLOATS), List.of(KEY), FloatBuffer.allocate(FLOATS));
    }

    private List<String> models() {
        return FeatureCache.in(cache).spaces().stream()
                .map(each -> each.description().model())
                .toList();
    }

    @Test
    void spacesAreApart() {
        try (FeatureStore store = new FeatureStore(cache, log)) {
            add(store, "one");
            assertThat(open(store, "one").find(KEY)).isNotEqualTo(StoredSpace.ABSENT);
            assertThat(open(store, "other").find(KEY)).isEqualTo(StoredSpace.ABSENT);
        }
    }

    @Test
    void whatAnEarlierRunStoredGoesWhenThereIsTooMuch() {
        try (FeatureStore earlier = new FeatureStore(cache, log)) {
            add(earlier, "earlier");
        }
        try (FeatureStore store = new FeatureStore(cache, log)) {
            add(store, "now");
            store.evict(0);
            assertThat(log.infos()).as("no limit").isEmpty();
            store.evict(3 * HALF_A_MIB);
            assertThat(log.infos()).singleElement().asString().contains("1 folders", "1.0 MiB", "allows 1.5");
            assertThat(models()).containsExactly("now");
            store.evict(HALF_A_MIB);
            assertThat(log.infos()).last().asString().contains("take 1.0 MiB", "0.5", "in use");
            assertThat(models()).containsExactly("now");
        }
    }
}
