package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.WeightsSource;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * Files of weights and of pictures as artifacts: from the local repository, the project's own repositories, or another module of the
 * build.
 */
final class ArtifactResolver {

    private static final int WITH_CLASSIFIER = 5;

    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> repositories;

    ArtifactResolver(RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> repositories) {
        this.system = system;
        this.session = session;
        this.repositories = List.copyOf(repositories);
    }

    /**
     * The artifact's file.
     *
     * @throws WeightsException if it cannot be had; the message names it
     */
    Path resolve(WeightsSource.Artifact source) {
        try {
            ArtifactRequest request = new ArtifactRequest(artifact(source), repositories, null);
            return system.resolveArtifact(session, request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            String fix = session.isOffline()
                    ? "run mvn tl:resolve once without -o."
                    : "see that the coordinates are right and one of the pom's <repositories>, or the mirror in"
                            + " settings.xml, holds it.";
            throw new WeightsException("Cannot resolve " + source.coordinates() + ": " + e.getMessage(), fix, e);
        }
    }

    /** The resolver's own order of coordinates is another: its version stands last. */
    static Artifact artifact(WeightsSource.Artifact source) {
        String[] parts = source.coordinates().split(":", -1);
        String type = parts[parts.length - 1];
        String classifier = parts.length == WITH_CLASSIFIER ? parts[parts.length - 2] : "";
        return new DefaultArtifact(parts[0], parts[1], classifier, type, parts[2]);
    }
}
