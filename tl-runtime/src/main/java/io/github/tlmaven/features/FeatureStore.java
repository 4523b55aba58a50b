package io.github.tlmaven.features;

import io.github.tlmaven.engine.Log;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.Mebibytes;
import io.github.tlmaven.store.FeatureCache;
import io.github.tlmaven.store.SpaceLease;
import io.github.tlmaven.store.StoredSpace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Activations on disk: a folder for each {@link FeatureSpace} in the user's cache. Nobody removes what was opened until
 * this is closed; the activations themselves stay readable.
 */
public final class FeatureStore implements AutoCloseable {

    private final FeatureCache cache;
    private final Log log;
    private final Map<Path, SpaceLease> leases = new HashMap<>();

    /** Those that were opened last: the next pass is often at the same boundaries, and files are mapped once for both. */
    private List<StoredSpace> latest = List.of();

    /**
     * A store in a folder that need not exist yet.
     *
     * @param cacheDirectory the user's cache
     */
    public FeatureStore(Path cacheDirectory, Log log) {
        this.cache = FeatureCache.in(cacheDirectory);
        this.log = log;
    }

    /**
     * Opens what is there of some spaces. Builds share the spaces that they use, so that none waits for another one that
     * waits for it.
     */
    List<StoredSpace> open(List<FeatureSpace> spaces) {
        List<StoredSpace> opened = spaces.stream().map(this::open).toList();
        latest = opened;
        return opened;
    }

    private StoredSpace open(FeatureSpace space) {
        Path folder = cache.root().resolve(space.digest().hex());
        leases.computeIfAbsent(folder, SpaceLease::use);
        StoredSpace opened = latest.stream()
                .filter(each -> each.folder().equals(folder))
                .findFirst()
                .orElseGet(() -> new StoredSpace(folder, space.description(), log::warn));
        opened.refresh();
        return opened;
    }

    /**
     * Removes spaces, the one that was used longest ago first, until no more is stored than a limit; none that was opened
     * here or that another build uses. A cache that cannot be changed costs a warning and not the results.
     *
     * @param limit in bytes; 0 for none
     */
    public void evict(long limit) {
        if (limit == 0) {
            return;
        }
        try {
            say(cache.evict(limit, leases.keySet()), limit);
        } catch (DataException e) {
            log.warn(e.problem());
        }
    }

    private void say(FeatureCache.Removal removal, long limit) {
        if (removal.spaces() > 0) {
            log.info("stored features: removed what was used longest ago, " + removal.spaces() + " folders of "
                    + Mebibytes.of(removal.bytes()) + "; " + Mebibytes.of(removal.left())
                    + " are left, <cacheSize> allows " + Mebibytes.number(limit));
        } else if (removal.left() > limit) {
            log.info("stored features take " + Mebibytes.of(removal.left()) + ", more than the "
                    + Mebibytes.number(limit) + " that <cacheSize> allows; all are in use");
        }
    }

    @Override
    public void close() {
        leases.values().forEach(SpaceLease::close);
        leases.clear();
    }
}
