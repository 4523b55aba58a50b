package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** Finds the worker's jars by Maven's own resolver, so that mirrors, checksums and offline mode hold for them too. */
final class RuntimeClasspath {

    private static final String RUNTIME = "tl-runtime";
    private static final String NATIVE_GROUP = "ai.djl.pytorch";
    private static final String NATIVE = "pytorch-native-cpu";
    private static final String JAR = "jar";

    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> repositories;

    RuntimeClasspath(RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> repositories) {
        this.system = system;
        this.session = session;
        this.repositories = List.copyOf(repositories);
    }

    /**
     * The runtime and all that it needs, in the order of its dependencies.
     *
     * @throws ConfigurationException if one of them cannot be had; the message names it
     */
    List<Path> runtime(PluginVersions versions) {
        Artifact runtime = new DefaultArtifact(versions.groupId(), RUNTIME, JAR, versions.runtime());
        CollectRequest collect = new CollectRequest();
        collect.setRoot(new Dependency(runtime, "runtime"));
        collect.setRepositories(repositories);
        try {
            return files(system.resolveDependencies(session, new DependencyRequest(collect, null))
                    .getArtifactResults());
        } catch (DependencyResolutionException e) {
            throw failure(runtime, e);
        }
    }

    /**
     * The jar of native libraries.
     *
     * @throws ConfigurationException if it cannot be had
     */
    Path natives(PluginVersions versions, String classifier) {
        Artifact natives = new DefaultArtifact(NATIVE_GROUP, NATIVE, classifier, JAR, versions.pytorch());
        try {
            ArtifactRequest request = new ArtifactRequest(natives, repositories, null);
            return system.resolveArtifact(session, request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw failure(natives, e);
        }
    }

    private static List<Path> files(List<ArtifactResult> results) {
        List<Path> files = new ArrayList<>();
        for (ArtifactResult result : results) {
            files.add(result.getArtifact().getFile().toPath());
        }
        return files;
    }

    private ConfigurationException failure(Artifact artifact, Exception cause) {
        String fix = session.isOffline()
                ? "run the same goal once without -o; afterwards it works offline."
                : "see that the repository, or the mirror in settings.xml, can be reached and holds it.";
        return new ConfigurationException("Cannot resolve " + artifact + ": " + cause.getMessage(), fix, cause);
    }
}
