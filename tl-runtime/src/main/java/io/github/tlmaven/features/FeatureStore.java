package io.github.tlmaven.features;

import io.github.tlmaven.engine.Log;
import io.github.tlmaven.store.StoredSpace;
import java.nio.file.Path;
import java.util.Optional;

/** Activations on disk: a folder for each {@link FeatureSpace} in the user's cache. */
public final class FeatureStore {

    private final Path root;
    private final Log log;

    /** Training and validation pictures share a space; its files are digested and mapped once for both. */
    private Optional<StoredSpace> latest = Optional.empty();

    /**
     * A store in a folder that need not exist yet.
     *
     * @param cacheDirectory the user's cache
     */
    public FeatureStore(Path cacheDirectory, Log log) {
        this.root = cacheDirectory.resolve("features");
        this.log = log;
    }

    /** Opens what is there of a space. */
    StoredSpace open(FeatureSpace space) {
        Path folder = root.resolve(space.digest().hex());
        StoredSpace opened =
                latest.filter(each -> each.folder().equals(folder)).orElseGet(() -> new StoredSpace(folder, log::warn));
        opened.refresh();
        latest = Optional.of(opened);
        return opened;
    }
}
