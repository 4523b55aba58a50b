package io.github.tlmaven.data.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Formula;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.DatasetReader;
import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditKind.Severity;
import io.github.tlmaven.spec.AuditSpec;
import io.github.tlmaven.spec.DatasetSpec;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit of the sample project's 840 pictures, many of which are alike: clean, and with a leak. */
class SampleAuditTest {

    private static final int SIDE = 192;
    private static final int LEAKED = 20;

    @TempDir
    private Path folder;

    private static Dataset sample() {
        DatasetSpec spec = new DatasetSpec(
                new DatasetSpec.Split(SampleCopy.SAMPLE.resolve("dataset").toString(), 0.10, 0.25, 10),
                DatasetSpec.Corrupt.FAIL);
        String noto = SampleCopy.SAMPLE.resolve("dataset-noto").toString();
        return DatasetReader.read(
                        spec,
                        Map.of("noto", noto),
                        path -> Path.of(path).toAbsolutePath().normalize())
                .partings()
                .get(0);
    }

    private List<Finding> audit(Dataset dataset) {
        return DatasetAudit.run(
                        new PartedDataset(List.of(dataset)),
                        AuditSpec.USUAL,
                        new DatasetAudit.Means(folder.resolve("cache"), 1, new SeenPictures(), new TestLog()))
                .all();
    }

    /** Test pictures, scaled by 0.5 to 0.9 and saved with a quality of 60 to 90, as training pictures of their class. */
    private List<Picture> copies(List<Picture> test) {
        float[] draws = Formula.of(Map.of()).signed("leak", 2 * LEAKED);
        List<Picture> copies = new ArrayList<>();
        for (int i = 0; i < LEAKED; i++) {
            Picture original = test.get(i * test.size() / LEAKED);
            int side = Math.round(SIDE * (0.7f + 0.2f * draws[2 * i]));
            BufferedImage small = SampleCopy.resized(original.file(), side, side);
            Path file = folder.resolve(i + ".jpg");
            SampleCopy.jpeg(small, 0.75f + 0.15f * draws[2 * i + 1], file);
            copies.add(new Picture("leak/" + i + ".jpg", file, original.label(), Sha256.of(file)));
        }
        return copies;
    }

    @Test
    void theCleanSampleHasNoPairs() {
        List<String> texts = audit(sample()).stream().map(Finding::text).toList();
        assertThat(texts).isEmpty();
    }

    @Test
    void aLeakOfSmallerCopiesIsFound() {
        Dataset clean = sample();
        List<Picture> train = new ArrayList<>(clean.train());
        List<Picture> copies = copies(clean.test());
        train.addAll(copies);
        Dataset leaking = new Dataset(
                clean.classes(),
                train,
                clean.validation(),
                clean.test(),
                clean.evaluationSets(),
                clean.skipped(),
                clean.ignored());
        List<Finding> findings = audit(leaking);
        List<String> found = findings.stream()
                .filter(finding -> finding.kind() == AuditKind.LEAKAGE)
                .map(finding -> finding.places().get(0).path())
                .distinct()
                .toList();
        assertThat(found).hasSizeGreaterThanOrEqualTo(LEAKED - 1);
        assertThat(copies.stream().map(Picture::path)).as("nothing else").containsAll(found);
        assertThat(AuditSpec.USUAL.severity(AuditKind.LEAKAGE)).isEqualTo(Severity.FAIL);
    }
}
