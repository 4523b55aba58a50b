package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.WeightsSource;
import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.junit.jupiter.api.Test;

class ArtifactResolverTest {

    private final DefaultRepositorySystemSession session = new DefaultRepositorySystemSession();

    /** Holds the version 1 of everything, as a file that is named by the artifact. */
    private static final RepositorySystem SYSTEM = (RepositorySystem) Proxy.newProxyInstance(
            RepositorySystem.class.getClassLoader(),
            new Class<?>[] {RepositorySystem.class},
            (proxy, method, arguments) -> {
                ArtifactRequest request = (ArtifactRequest) arguments[1];
                ArtifactResult result = new ArtifactResult(request);
                if (!request.getArtifact().getVersion().equals("1")) {
                    throw new ArtifactResolutionException(List.of(result), "it is nowhere");
                }
                File file = new File(request.getArtifact().toString());
                return result.setArtifact(request.getArtifact().setFile(file));
            });

    private Path resolve(String coordinates) {
        return new ArtifactResolver(SYSTEM, session, List.of()).resolve(new WeightsSource.Artifact(coordinates));
    }

    @Test
    void coordinatesAreInMavensOrder() {
        Artifact plain = ArtifactResolver.artifact(new WeightsSource.Artifact("org.example:net:1.2:safetensors"));
        Artifact classified = ArtifactResolver.artifact(new WeightsSource.Artifact("org.example:net:1.2:half:pth"));

        assertThat(plain).hasToString("org.example:net:safetensors:1.2");
        assertThat(classified).hasToString("org.example:net:pth:half:1.2");
    }

    @Test
    void resolverIsAsked() {
        assertThat(resolve("g:net:1:pth")).hasToString("g:net:pth:1");
    }

    @Test
    void artifactThatIsNowhereIsNamedWithWhatHelps() {
        assertThatThrownBy(() -> resolve("g:net:2:pth"))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("Cannot resolve g:net:2:pth: it is nowhere")
                .hasMessageContaining("To fix: see that the coordinates are right");
        session.setOffline(true);
        assertThatThrownBy(() -> resolve("g:net:2:pth"))
                .hasMessageContaining("To fix: run mvn tl:resolve once without -o.");
    }
}
