package io.github.tlmaven.data.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditKind.Severity;
import io.github.tlmaven.spec.AuditSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault, planted into a copy of some of the sample's pictures. */
class DatasetAuditTest {

    private static final int WHITE = 0xFFFFFF;

    @TempDir
    private Path base;

    private SampleCopy sample;

    @BeforeEach
    void copy() {
        sample = new SampleCopy(base);
    }

    private List<String> findings() {
        return sample.findings(AuditSpec.USUAL);
    }

    private Path train(String name) {
        return base.resolve("train").resolve(name);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    @Test
    void nothingIsFoundWhereNothingIsWrong() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void aCopyWithinAPartIsADuplicate() {
        Path original = sample.first("train", "animal");
        SampleCopy.copy(original, train("animal/zz.jpg"));
        assertThat(findings())
                .containsExactly("DUPLICATES train animal/" + name(original) + ", train animal/zz.jpg: the same file");
    }

    @Test
    void equalPixelsInAnotherFileAreADuplicate() {
        SampleCopy.png(SampleCopy.resized(sample.first("train", "food"), 90, 80), train("food/zy.png"));
        Path bmp = train("food/zz.bmp");
        SampleCopy.write("bmp", SampleCopy.resized(sample.first("train", "food"), 90, 80), bmp);
        assertThat(findings()).contains("DUPLICATES train food/zy.png, train food/zz.bmp: the same pixels");
    }

    @Test
    void aCopyUnderAnotherLabelIsAConflict() {
        Path original = sample.first("train", "animal");
        SampleCopy.copy(original, train("food/zz.jpg"));
        assertThat(findings())
                .containsExactly(
                        "LABEL_CONFLICTS train animal/" + name(original) + ", train food/zz.jpg: the same file");
    }

    @Test
    void aCopyInAnotherPartIsLeakage() {
        Path tested = sample.first("test", "animal");
        Path validated = sample.first("validation", "food");
        Path field = sample.first("field", "food");
        SampleCopy.copy(tested, train("animal/zz.jpg"));
        SampleCopy.copy(validated, train("food/zy.jpg"));
        SampleCopy.copy(field, train("food/zz.jpg"));
        assertThat(findings())
                .containsExactly(
                        "LEAKAGE train animal/zz.jpg, test animal/" + name(tested) + ": the same file",
                        "LEAKAGE train food/zy.jpg, validation food/" + name(validated) + ": the same file",
                        "LEAKAGE train food/zz.jpg, field food/" + name(field) + ": the same file");
    }

    @Test
    void aCopyInAnotherFoldIsLeakage() {
        Path original = sample.first("train", "animal");
        for (int copy = 0; copy < 4; copy++) {
            SampleCopy.copy(original, train("animal/zz" + copy + ".jpg"));
        }
        PartedDataset dataset = sample.readInFolds(2);
        assertThat(dataset.sets().get("fold 1")).as("else nothing leaks").anyMatch(DatasetAuditTest::isCopy);
        assertThat(dataset.sets().get("fold 2")).as("else nothing leaks").anyMatch(DatasetAuditTest::isCopy);
        assertThat(sample.findings(dataset, AuditSpec.USUAL))
                .filteredOn(finding -> finding.contains("the same file"))
                .singleElement()
                .asString()
                .startsWith("LEAKAGE fold 1 animal/")
                .contains(", fold 2 animal/", name(original), "zz0", "zz1", "zz2", "zz3");
    }

    private static boolean isCopy(Picture picture) {
        return picture.path().contains("/zz");
    }

    @Test
    void aCopyInTheSameFoldIsADuplicate() {
        Path original = sample.first("train", "animal");
        SampleCopy.copy(original, train("animal/zz.jpg"));
        PartedDataset apart = sample.readInFolds(2);
        Picture copy = apart.partings().get(0).test().get(0);
        Dataset first = apart.partings().get(0);
        List<Picture> twice = new ArrayList<>(first.test());
        twice.add(new Picture("animal/zzz.jpg", copy.file(), copy.label(), copy.digest()));
        PartedDataset together = new PartedDataset(List.of(
                new Dataset(first.classes(), first.train(), first.validation(), twice, Map.of(), List.of(), 0),
                apart.partings().get(1)));
        assertThat(sample.findings(together, AuditSpec.USUAL))
                .contains("DUPLICATES fold 1 " + copy.path() + ", fold 1 animal/zzz.jpg: the same file");
    }

    @Test
    void aCopyInAnEvaluationSetIsLeakageOfItsFold() {
        Path field = sample.first("field", "food");
        SampleCopy.copy(field, train("food/zz.jpg"));
        assertThat(sample.findings(sample.readInFolds(2), AuditSpec.USUAL))
                .anyMatch(finding -> finding.matches(
                        "LEAKAGE fold [12] food/zz.jpg, field food/" + name(field) + ": the same file"));
    }

    @Test
    void aClassIsAsSmallAsInItsSmallestFold() {
        assertThat(sample.findings(sample.readInFolds(2), AuditSpec.USUAL))
                .contains("SMALL_CLASSES train class 'animal': 3 pictures to learn from, fewer than 10");
    }

    @Test
    void aCopyInAnotherPartUnderAnotherLabelIsBoth() {
        Path tested = sample.first("test", "animal");
        SampleCopy.copy(tested, train("food/zz.jpg"));
        String rest = " train food/zz.jpg, test animal/" + name(tested) + ": the same file";
        assertThat(findings()).containsExactly("LEAKAGE" + rest, "LABEL_CONFLICTS" + rest);
    }

    @Test
    void setsThatModelsAreOnlyJudgedOnMayShareAPicture() {
        Path tested = sample.first("test", "animal");
        SampleCopy.copy(tested, base.resolve("field/animal/zz.jpg"));
        assertThat(findings())
                .containsExactly("DUPLICATES test animal/" + name(tested) + ", field animal/zz.jpg: the same file");
    }

    @Test
    void aSmallerCopyIsANearDuplicate() {
        Path original = sample.first("train", "food");
        SampleCopy.jpeg(SampleCopy.resized(original, 115, 115), 0.7f, train("food/zz.jpg"));
        assertThat(findings())
                .singleElement()
                .asString()
                .matches("NEAR_DUPLICATES train food/" + name(original)
                        + ", train food/zz.jpg: look alike, similarity (0\\.99[0-9]|1\\.000)");
    }

    @Test
    void aSmallerCopyUnderAnotherLabelIsAConflict() {
        Path original = sample.first("train", "food");
        SampleCopy.jpeg(SampleCopy.resized(original, 115, 115), 0.7f, train("animal/zz.jpg"));
        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("LABEL_CONFLICTS train animal/zz.jpg, train food/" + name(original) + ": look alike");
    }

    @Test
    void aSingleColourIsFoundEvenInAJpeg() {
        SampleCopy.jpeg(SampleCopy.plain(60, 50, 0xC86432), 0.5f, train("animal/zz.jpg"));
        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("CONSTANT_PICTURES train animal/zz.jpg: a single colour");
    }

    @Test
    void aTinyPictureIsFound() {
        SampleCopy.png(SampleCopy.resized(sample.first("train", "animal"), 40, 31), train("animal/zz.png"));
        assertThat(findings()).contains("TINY_PICTURES train animal/zz.png: 40 x 31 pixels, the shorter side below 32");
    }

    @Test
    void anExtremeRatioIsFound() {
        SampleCopy.png(SampleCopy.resized(sample.first("train", "animal"), 40, 161), train("animal/zz.png"));
        assertThat(findings()).contains("EXTREME_RATIOS train animal/zz.png: 40 x 161 pixels, a ratio of 4.0 to 1");
    }

    @Test
    void aSmallClassIsFound() throws IOException {
        Files.delete(sample.first("train", "food"));
        assertThat(findings())
                .containsExactly("SMALL_CLASSES train class 'food': 9 pictures to learn from, fewer than 10");
    }

    @Test
    void imbalanceIsFound() throws IOException {
        for (int i = 0; i < 6; i++) {
            Files.delete(sample.first("train", "food"));
        }
        AuditSpec strict = new AuditSpec(
                Map.of(AuditKind.SMALL_CLASSES, Severity.IGNORE), new AuditSpec.Limits(0.985, 32, 4, 10, 2.4));
        assertThat(sample.findings(strict))
                .containsExactly("IMBALANCE train class 'animal', train class 'food': 10 and 4 pictures, 2.5 to 1");
    }

    @Test
    void aSetWithoutAClassIsFound() throws IOException {
        Files.delete(sample.first("field", "food"));
        Files.delete(base.resolve("field/food"));
        assertThat(findings()).containsExactly("MISSING_CLASSES field class 'food': no picture of this class");
    }

    @Test
    void whatIsIgnoredIsNotLookedFor() {
        SampleCopy.copy(sample.first("test", "animal"), train("animal/zz.jpg"));
        SampleCopy.png(SampleCopy.plain(60, 50, WHITE), train("animal/zz.png"));
        AuditSpec lenient = new AuditSpec(Map.of(AuditKind.LEAKAGE, Severity.IGNORE), AuditSpec.USUAL.limits());
        assertThat(sample.findings(lenient)).singleElement().asString().startsWith("CONSTANT_PICTURES");
    }

    @Test
    void aSecondAuditComputesNothing() {
        findings();
        findings();
        assertThat(sample.log.infos())
                .containsExactly(
                        "audit: 32 fingerprints computed, 0 read from the cache",
                        "audit: 0 fingerprints computed, 32 read from the cache");
    }

    @Test
    void aPictureThatChangesMeanwhileIsNamed() {
        PartedDataset dataset = sample.read();
        Path changed = sample.first("train", "animal");
        SampleCopy.png(SampleCopy.plain(60, 50, WHITE), changed);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> sample.findings(dataset, AuditSpec.USUAL))
                .withMessageContaining(changed + " changed while the build was running");
    }

    @Test
    void aPictureThatWasSeenIsNotReadAgain() throws IOException {
        PartedDataset dataset = sample.read();
        List<String> expected = sample.findings(dataset, AuditSpec.USUAL);
        SeenPictures seen = new SeenPictures();
        for (List<Picture> pictures : dataset.sets().values()) {
            for (Picture picture : pictures) {
                seen.look(picture.digest(), picture.load());
                Files.delete(picture.file());
            }
        }
        Files.move(base.resolve("cache"), base.resolve("unused"));

        assertThat(sample.findings(dataset, AuditSpec.USUAL, seen)).isEqualTo(expected);
    }

    @Test
    void anAddedPictureCostsOnlyItself() {
        findings();
        SampleCopy.png(SampleCopy.plain(60, 50, WHITE), train("animal/zz.png"));
        findings();
        assertThat(sample.log.infos()).endsWith("audit: 1 fingerprints computed, 32 read from the cache");
    }

    @Test
    void aDamagedCacheIsComputedAgain() throws IOException {
        List<String> before = findings();
        Path folder = SampleCopy.files(base.resolve("cache/fingerprints")).get(0);
        Path file = SampleCopy.files(folder).get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(findings()).isEqualTo(before);
        assertThat(sample.log.warnings())
                .containsExactly("Stored fingerprints are damaged and are computed again: " + file);
        assertThat(sample.log.infos()).endsWith("audit: 32 fingerprints computed, 0 read from the cache");
    }
}
