package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.AuditSpec;
import io.github.tlmaven.spec.DatasetArchive;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DatasetSpec.Corrupt;
import io.github.tlmaven.spec.DatasetSpec.Limits;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.EvaluationSet;
import io.github.tlmaven.spec.FetchedFile;
import io.github.tlmaven.spec.PictureFilter;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.WeightsSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static Plan plan(DatasetSpec dataset, Map<String, DatasetArchive> sets) {
        Map<String, EvaluationSet> held = new LinkedHashMap<>();
        sets.forEach((name, archive) -> held.put(name, new EvaluationSet(".", Optional.of(archive))));
        return new Plan(new DeviceRequest.Auto(), List.of(1L), dataset, held, AuditSpec.USUAL, List.of(), List.of());
    }

    private static DatasetArchive artifact() {
        return new DatasetArchive.Artifact(new WeightsSource.Artifact("g:pictures:1:zip", Optional.of(DIGEST)));
    }

    @Test
    void anArtifactIsResolvedByItsCoordinates() {
        DatasetFetcher fetcher =
                new DatasetFetcher(source -> Path.of(source.coordinates().replace(':', '-')));
        DatasetArchive other = new DatasetArchive.Artifact(new WeightsSource.Artifact("g:other:1:zip"));
        assertThat(fetcher.fetch(plan(spec(artifact()), Map.of("field", other))))
                .containsExactly(
                        Map.entry(
                                "dataset",
                                new FetchedFile(Path.of("g-pictures-1-zip").toAbsolutePath(), DIGEST)),
                        Map.entry(
                                "field",
                                new FetchedFile(Path.of("g-other-1-zip").toAbsolutePath(), "")));
    }

    @Test
    void nothingElseIsFetched() {
        DatasetFetcher fetcher = new DatasetFetcher(source -> {
            throw new AssertionError(source);
        });
        DatasetArchive zip = new DatasetArchive.Zip("data.zip", Optional.empty());
        assertThat(fetcher.fetch(plan(spec(zip), Map.of("field", zip)))).isEmpty();
        DatasetSpec folder = new DatasetSpec(new DatasetSpec.Split("p", 0.1, 0.1, 1), Corrupt.FAIL);
        assertThat(fetcher.fetch(plan(folder, Map.of()))).isEmpty();
    }

    @Test
    void whatCannotBeHadIsNamedWithItsElement() {
        DatasetFetcher fetcher = new DatasetFetcher(source -> {
            throw new WeightsException("Cannot resolve " + source.coordinates() + ": gone", "run mvn tl:resolve once.");
        });
        assertThatThrownBy(() -> fetcher.fetch(plan(spec(artifact()), Map.of("field", artifact()))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("<dataset><artifact>: Cannot resolve g:pictures:1:zip: gone")
                .hasMessageContaining("<evaluationSets><field><artifact>: Cannot resolve g:pictures:1:zip: gone")
                .hasMessageContaining("To fix: run mvn tl:resolve once.");
    }
}
