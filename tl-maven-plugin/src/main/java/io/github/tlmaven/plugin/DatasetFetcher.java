package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.TlException;
import io.github.tlmaven.spec.DatasetArchive;
import io.github.tlmaven.spec.FetchedFile;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.WeightsSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Brings archives of pictures from a Maven repository; the worker looks at their digests and unpacks them. */
final class DatasetFetcher {

    private final Function<WeightsSource.Artifact, Path> artifacts;

    /**
     * @param artifacts resolves an artifact, or throws a {@link TlException}
     */
    DatasetFetcher(Function<WeightsSource.Artifact, Path> artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * The archives that must be fetched: {@value Plan#DATASET}'s, and those of evaluation sets by name.
     *
     * @throws DataException that names everything that cannot be had
     */
    Map<String, FetchedFile> fetch(Plan plan) {
        Map<String, FetchedFile> fetched = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        Set<String> fixes = new LinkedHashSet<>();
        plan.archives().forEach((name, archive) -> {
            if (archive instanceof DatasetArchive.Artifact artifact) {
                try {
                    fetched.put(name, fetch(artifact));
                } catch (TlException e) {
                    problems.add(DatasetFolders.element(name) + "<artifact>: " + e.problem());
                    fixes.add(e.fix());
                }
            }
        });
        if (!problems.isEmpty()) {
            String separator = System.lineSeparator();
            throw new DataException(String.join(separator, problems), String.join(separator, fixes));
        }
        return fetched;
    }

    private FetchedFile fetch(DatasetArchive.Artifact archive) {
        Path file = artifacts.apply(archive.source());
        return new FetchedFile(file.toAbsolutePath(), archive.sha256().orElse(""));
    }
}
