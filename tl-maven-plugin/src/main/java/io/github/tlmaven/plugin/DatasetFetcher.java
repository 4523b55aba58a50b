package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.TlException;
import io.github.tlmaven.spec.DatasetArchive;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.FetchedFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Brings a dataset's archive from a Maven repository; the worker looks at its digest and unpacks it. */
final class DatasetFetcher {

    private final Function<WeightsNeed.Repository, Path> repositories;

    /**
     * @param repositories resolves an artifact, or throws a {@link TlException}
     */
    DatasetFetcher(Function<WeightsNeed.Repository, Path> repositories) {
        this.repositories = repositories;
    }

    /**
     * The archive, if the dataset has one that must be fetched.
     *
     * @throws DataException if it cannot be had; names it
     */
    Optional<FetchedFile> fetch(DatasetSpec dataset) {
        return dataset.archive()
                .filter(DatasetArchive.Artifact.class::isInstance)
                .map(DatasetArchive.Artifact.class::cast)
                .map(this::fetch);
    }

    private FetchedFile fetch(DatasetArchive.Artifact archive) {
        try {
            Path file = repositories.apply(new WeightsNeed.Repository(archive.source(), archive.sha256()));
            return new FetchedFile(file.toAbsolutePath(), archive.sha256().orElse(""));
        } catch (TlException e) {
            throw new DataException("<dataset><artifact>: " + e.problem(), e.fix(), e);
        }
    }
}
