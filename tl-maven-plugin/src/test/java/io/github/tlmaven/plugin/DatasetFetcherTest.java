package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.DatasetArchive;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DatasetSpec.Corrupt;
import io.github.tlmaven.spec.DatasetSpec.Limits;
import io.github.tlmaven.spec.FetchedFile;
import io.github.tlmaven.spec.PictureFilter;
import io.github.tlmaven.spec.WeightsSource;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatasetFetcherTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private static DatasetSpec spec(DatasetArchive archive) {
        return new DatasetSpec(
                new DatasetSpec.Split(".", 0.1, 0.1, 1),
                PictureFilter.ALL,
                Limits.of(Corrupt.FAIL),
                Optional.of(archive));
    }

    private static DatasetArchive artifact() {
        return new DatasetArchive.Artifact(new WeightsSource.Artifact("g:pictures:1:zip", Optional.of(DIGEST)));
    }

    @Test
    void anArtifactIsResolvedByItsCoordinates() {
        DatasetFetcher fetcher = new DatasetFetcher(need -> Path.of(need.text().replace(':', '-')));
        assertThat(fetcher.fetch(spec(artifact())))
                .contains(new FetchedFile(Path.of("g-pictures-1-zip").toAbsolutePath(), DIGEST));
    }

    @Test
    void nothingElseIsFetched() {
        DatasetFetcher fetcher = new DatasetFetcher(need -> {
            throw new AssertionError(need);
        });
        assertThat(fetcher.fetch(spec(new DatasetArchive.Zip("data.zip", Optional.empty()))))
                .isEmpty();
        assertThat(fetcher.fetch(new DatasetSpec(new DatasetSpec.Split("p", 0.1, 0.1, 1), Corrupt.FAIL)))
                .isEmpty();
    }

    @Test
    void whatCannotBeHadIsNamedWithItsElement() {
        DatasetFetcher fetcher = new DatasetFetcher(need -> {
            throw new WeightsException("Cannot resolve " + need.text() + ": gone", "run mvn tl:resolve once.");
        });
        assertThatThrownBy(() -> fetcher.fetch(spec(artifact())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("<dataset><artifact>: Cannot resolve g:pictures:1:zip: gone")
                .hasMessageContaining("To fix: run mvn tl:resolve once.");
    }
}
