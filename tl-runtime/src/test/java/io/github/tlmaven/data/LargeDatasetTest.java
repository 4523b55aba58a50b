package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DatasetSpec.Corrupt;
import io.github.tlmaven.spec.DatasetSpec.Source;
import io.github.tlmaven.spec.ManifestSpec;
import io.github.tlmaven.spec.SplitSpec;
import io.github.tlmaven.spec.SplitSpec.By;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A dataset of 100 000 files, and a table of a million rows. Run with {@code -Dtl.large=true}; it takes a minute. */
@EnabledIfSystemProperty(named = "tl.large", matches = ".+")
class LargeDatasetTest {

    private static final int FILES = 100_000;
    private static final int ROWS = 1_000_000;
    private static final int CLASSES = 100;
    private static final int PER_GROUP = 7;

    /** What is promised for listing and splitting, in processor time of the one thread that does it. */
    private static final Duration ALLOWED = Duration.ofSeconds(10);

    @TempDir
    private static Path base;

    private static Dataset timed(Source source) {
        Checking unseen = Checking.silent((digest, file) -> {}, 2);
        Supplier<Dataset> read =
                () -> DatasetReader.read(new DatasetSpec(source, Corrupt.FAIL), Map.of(), base::resolve, unseen)
                        .partings()
                        .get(0);
        long start = processorTime();
        Dataset dataset = read.get();
        assertThat(Duration.ofNanos(processorTime() - start)).isLessThan(ALLOWED);
        return dataset;
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void listingAndSplittingTakeSeconds() throws IOException {
        StringBuilder table = new StringBuilder("path,label,group\n");
        for (int i = 0; i < FILES; i++) {
            String label = "c" + i % CLASSES;
            Path file = base.resolve("d").resolve(label).resolve(i + ".jpg");
            Files.createDirectories(file.resolveSibling("."));
            Files.createFile(file);
            table.append("d/" + label + "/" + i + ".jpg," + label + ",g" + i / PER_GROUP + "\n");
        }
        Files.writeString(base.resolve("labels.csv"), table);
        SplitSpec byGroup = new SplitSpec(By.GROUP, 0.15, 0.25, 1, Optional.empty());
        Dataset grouped = timed(new DatasetSpec.Manifest(ManifestSpec.of("labels.csv"), byGroup));
        assertThat(grouped.classes()).hasSize(CLASSES);
        assertThat(grouped.test()).hasSizeBetween(FILES / 4 - CLASSES, FILES / 4 + CLASSES);
        Dataset stratified = timed(new DatasetSpec.Split(List.of("d"), SplitSpec.stratified(0.15, 0.25, 1)));
        assertThat(stratified.test()).hasSize(FILES / 4);
    }

    @Test
    void ofAMillionRowsOfMissingFilesTheFirstAreNamed() throws IOException {
        StringBuilder table = new StringBuilder("path,label\n");
        for (int i = 0; i < ROWS; i++) {
            table.append("missing/" + i + ".jpg,c" + i % CLASSES + "\n");
        }
        Files.writeString(base.resolve("missing.csv"), table);
        Source source = new DatasetSpec.Manifest(ManifestSpec.of("missing.csv"), SplitSpec.stratified(0.15, 0.25, 1));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> timed(source))
                .withMessageContaining("line 2: 'missing/0.jpg' is missing")
                .withMessageContaining("and " + (ROWS - Findings.SHOWN) + " more of this kind");
    }
}
