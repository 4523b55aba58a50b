package io.github.tlmaven.weights.torchscript;

import ai.djl.repository.MRL;
import ai.djl.repository.Metadata;
import ai.djl.repository.RemoteRepository;
import ai.djl.repository.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * DJL's repository over a network with a cache in a given folder, and with an offline mode that is one: DJL's own opens
 * connections for whatever its cache lacks.
 */
final class CachedRepository extends RemoteRepository {

    private static final String NAME = "djl";
    private static final String METADATA = "metadata.json";

    private final Path cache;
    private final boolean offline;

    CachedRepository(URI address, Path cache, boolean offline) {
        super(NAME, address);
        this.cache = cache;
        this.offline = offline;
    }

    boolean isOffline() {
        return offline;
    }

    /** Where the list of an artifact's models is kept. */
    Path metadata(MRL model) {
        return cache.resolve(model.toURI().getPath()).resolve(METADATA);
    }

    @Override
    public Path getCacheDirectory() throws IOException {
        return Files.createDirectories(cache);
    }

    @Override
    public Metadata locate(MRL model) throws IOException {
        return offline ? Repository.newInstance(NAME, cache).locate(model) : super.locate(model);
    }
}
