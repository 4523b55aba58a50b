package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.ExitCode;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DatasetSpec.Corrupt;
import io.github.tlmaven.spec.DatasetSpec.Parts;
import io.github.tlmaven.spec.DatasetSpec.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReaderTest {

    private static final DatasetSpec SPLIT = new DatasetSpec(new Split("data", 0.2, 0.2, 1), Corrupt.FAIL);
    private static final DatasetSpec SPLIT_SKIPPING = new DatasetSpec(new Split("data", 0.2, 0.2, 1), Corrupt.SKIP);

    @TempDir
    private Path base;

    private void fillBoth(int pictures) {
        fill("data/a", pictures);
        fill("data/b", pictures);
    }

    private void fill(String folder, int pictures) {
        for (int i = 0; i < pictures; i++) {
            Fixtures.copy("rgb.png", base.resolve(folder).resolve("p" + i + ".png"));
        }
    }

    private static DatasetSpec parts(Optional<String> validation) {
        return new DatasetSpec(new Parts("train", validation, "test", 0.2, 1), Corrupt.FAIL);
    }

    private Dataset read(DatasetSpec spec) {
        return DatasetReader.read(spec, Map.of(), base::resolve).partings().get(0);
    }

    private String failure(DatasetSpec spec, Map<String, String> evaluationSets) {
        DataException thrown = catchThrowableOfType(
                DataException.class, () -> DatasetReader.read(spec, evaluationSets, base::resolve));
        assertThat(thrown).isNotNull();
        assertThat(thrown.exitCode()).isEqualTo(ExitCode.DATA);
        return String.valueOf(thrown.getMessage());
    }

    private static List<String> paths(List<Picture> pictures) {
        return pictures.stream().map(Picture::path).toList();
    }

    @Test
    void classesAndPicturesAreSortedByCodePoint() {
        fill("data/b", 3);
        fill("data/Z", 3);
        fill("data/\uFB00", 3);
        fill("data/\uD83D\uDE00", 3); // above U+FFFF, so after U+FB00, which String.compareTo puts last
        Dataset dataset = read(SPLIT);
        assertThat(dataset.classes()).containsExactly("Z", "b", "\uFB00", "\uD83D\uDE00");
        List<String> train = paths(dataset.train());
        assertThat(train).isSortedAccordingTo(Names.BY_CODE_POINT);
    }

    @Test
    void everyPictureIsInExactlyOnePart() {
        fill("data/a", 10);
        fill("data/b", 13);
        Dataset dataset = read(SPLIT);
        List<String> all = new ArrayList<>(paths(dataset.train()));
        all.addAll(paths(dataset.validation()));
        all.addAll(paths(dataset.test()));
        assertThat(all).hasSize(23).doesNotHaveDuplicates();
        assertThat(dataset.test()).hasSize(2 + 3);
        assertThat(dataset.train())
                .allSatisfy(picture -> assertThat(dataset.classes().get(picture.label()))
                        .isEqualTo(picture.path().substring(0, 1)));
    }

    @Test
    void hiddenAndOtherFilesAreIgnoredAndNestedFoldersWalked() {
        fill("data/a", 3);
        fill("data/b", 2);
        Fixtures.copy("rgb.png", base.resolve("data/b/deep/er/x.PNG"));
        Fixtures.copy("rgb.png", base.resolve("data/b/.hidden.png"));
        Fixtures.copy("rgb.png", base.resolve("data/.git/x.png"));
        Fixtures.copy("rgb.png", base.resolve("data/b/.cache/x.png"));
        Fixtures.write(base.resolve("data/README.md"), new byte[1]);
        Fixtures.write(base.resolve("data/a/notes.txt"), new byte[1]);
        Dataset dataset = read(SPLIT);
        List<String> all = new ArrayList<>(paths(dataset.train()));
        all.addAll(paths(dataset.validation()));
        all.addAll(paths(dataset.test()));
        assertThat(all)
                .containsExactlyInAnyOrder(
                        "a/p0.png", "a/p1.png", "a/p2.png", "b/p0.png", "b/p1.png", "b/deep/er/x.PNG");
        assertThat(dataset.ignored()).isEqualTo(2);
    }

    @Test
    void allCorruptPicturesAreNamedWithReasons() {
        fillBoth(4);
        byte[] jpeg = Fixtures.bytes("orientation-1.jpg");
        Fixtures.write(base.resolve("data/a/half.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2));
        Fixtures.write(base.resolve("data/b/empty.gif"), new byte[0]);
        Fixtures.write(base.resolve("data/b/note.jpg"), "dear diary".getBytes(StandardCharsets.UTF_8));
        assertThat(failure(SPLIT, Map.of()))
                .contains("a/half.jpg: the JPEG file is truncated")
                .contains("b/empty.gif: the file is empty")
                .contains("b/note.jpg: not a JPEG, PNG, GIF, BMP, TIFF or WebP file")
                .contains("3 problems")
                .contains("<corrupt>skip</corrupt>");
    }

    @Test
    void corruptPicturesCanBeSkippedAndAreCounted() {
        fillBoth(4);
        Fixtures.write(base.resolve("data/b/empty.gif"), new byte[0]);
        Dataset dataset = read(SPLIT_SKIPPING);
        assertThat(dataset.skipped())
                .containsExactly(new Dataset.Skipped("dataset", "b/empty.gif", "the file is empty (0 bytes)"));
        assertThat(dataset.train().size()
                        + dataset.validation().size()
                        + dataset.test().size())
                .isEqualTo(8);
    }

    @Test
    void skippingCannotEmptyAPart() {
        fill("data/a", 4);
        fill("data/b", 2);
        Fixtures.write(base.resolve("data/b/empty.gif"), new byte[0]);
        assertThat(failure(SPLIT_SKIPPING, Map.of()))
                .contains("the class 'b' has 2 readable pictures and needs at least 3");
    }

    @Test
    void missingFolderIsNamed() {
        assertThat(failure(SPLIT, Map.of("noto", "elsewhere")))
                .contains(base.resolve("data") + " is missing")
                .contains("evaluation set 'noto': the folder " + base.resolve("elsewhere") + " is missing");
    }

    @Test
    void oneClassIsTooFew() {
        fill("data/only", 5);
        assertThat(failure(SPLIT, Map.of())).contains("two classes or more").contains("only 'only'");
    }

    @Test
    void emptyAndSmallClassesAreNamedTogether() throws IOException {
        fill("data/a", 5);
        fill("data/small", 2);
        Files.createDirectories(base.resolve("data/empty"));
        assertThat(failure(SPLIT, Map.of()))
                .contains("the class 'empty' has no pictures")
                .contains("the class 'small' has 2 readable pictures and needs at least 3")
                .contains("2 problems");
    }

    @Test
    void validationPartWithoutPicturesIsRefused() throws IOException {
        for (String label : List.of("a", "b")) {
            fill("train/" + label, 3);
            fill("test/" + label, 3);
            Files.createDirectories(base.resolve("validation").resolve(label));
        }
        assertThat(failure(parts(Optional.of("validation")), Map.of()))
                .contains("part 'validation': the class 'a' has no pictures")
                .contains("part 'validation': the class 'b' has no pictures");
    }

    @Test
    void unknownClassOfAnEvaluationSetNamesTheNearest() {
        fill("data/animal", 3);
        fill("data/vehicle", 3);
        fill("noto/animals", 1);
        fill("noto/vehicle", 1);
        assertThat(failure(SPLIT, Map.of("noto", "noto")))
                .contains("evaluation set 'noto': 'animals' is not a class")
                .contains("nearest is 'animal'");
    }

    @Test
    void evaluationSetMayLackAClass() {
        fillBoth(3);
        fill("noto/b", 2);
        Dataset dataset = DatasetReader.read(SPLIT, Map.of("noto", "noto"), base::resolve)
                .partings()
                .get(0);
        assertThat(dataset.evaluationSets().get("noto")).hasSize(2).allMatch(picture -> picture.label() == 1);
        assertThat(dataset.judged()).containsOnlyKeys("test", "noto");
    }

    @Test
    void evaluationSetMayBeATable() {
        fillBoth(3);
        fill("field", 2);
        Fixtures.write(
                base.resolve("field/labels.csv"), "path,label\np0.png,b\np1.png,a\n".getBytes(StandardCharsets.UTF_8));
        Dataset dataset = DatasetReader.read(SPLIT, Map.of("field", "field/labels.csv"), base::resolve)
                .partings()
                .get(0);
        assertThat(dataset.evaluationSets().get("field"))
                .extracting(Picture::path, Picture::label)
                .containsExactly(tuple("p1.png", 0), tuple("p0.png", 1));
        Fixtures.write(
                base.resolve("field/labels.csv"), "path,label,part\np0.png,b,test\n".getBytes(StandardCharsets.UTF_8));
        assertThat(failure(SPLIT, Map.of("field", "field/labels.csv")))
                .contains("evaluation set 'field': the table field/labels.csv has parts");
    }

    @Test
    void evaluationSetCannotBeCalledAsAPart() {
        fillBoth(3);
        assertThat(failure(SPLIT, Map.of("test", "data"))).contains("cannot be called 'test'");
    }

    @Test
    void givenPartsAreTakenAsTheyAre() {
        for (String part : List.of("train", "validation", "test")) {
            fill(part + "/a", 2);
            fill(part + "/b", 1);
        }
        Dataset dataset = read(parts(Optional.of("validation")));
        assertThat(paths(dataset.train())).containsExactly("a/p0.png", "a/p1.png", "b/p0.png");
        assertThat(paths(dataset.validation())).containsExactly("a/p0.png", "a/p1.png", "b/p0.png");
        assertThat(paths(dataset.test())).containsExactly("a/p0.png", "a/p1.png", "b/p0.png");
    }

    @Test
    void validationIsTakenFromTrainWhereItIsNotGiven() {
        fill("train/a", 10);
        fill("train/b", 10);
        fill("test/a", 1);
        fill("test/b", 1);
        Dataset dataset = read(parts(Optional.empty()));
        assertThat(dataset.validation()).hasSize(4);
        assertThat(dataset.train()).hasSize(16);
        assertThat(dataset.test()).hasSize(2);
    }

    @Test
    void partsMustHaveTheSameClasses() {
        fill("train/a", 2);
        fill("train/b", 1);
        fill("test/a", 1);
        fill("test/c", 1);
        assertThat(failure(parts(Optional.empty()), Map.of()))
                .contains("part 'train': the class 'b' has 1 readable pictures and needs at least 2")
                .contains("part 'test': 'c' is not a class")
                .contains("part 'test': there is no folder for the class 'b'");
    }

    @Test
    void digestsFollowContentAndSplit() {
        fillBoth(6);
        Dataset before = read(SPLIT);
        assertThat(read(SPLIT).digest()).isEqualTo(before.digest());
        assertThat(read(SPLIT).splitDigest()).isEqualTo(before.splitDigest());
        Dataset reseeded = read(new DatasetSpec(new Split("data", 0.2, 0.2, 2), Corrupt.FAIL));
        assertThat(reseeded.digest()).isEqualTo(before.digest());
        assertThat(reseeded.splitDigest()).isNotEqualTo(before.splitDigest());
        Fixtures.copy("rgba.png", base.resolve("data/a/p0.png"));
        assertThat(read(SPLIT).digest()).isNotEqualTo(before.digest());
    }

    @Test
    void numberOfThreadsDoesNotCount() {
        fillBoth(9);
        PictureCheck decode = PictureCheck.decode(SPLIT.limits().maxPixels());
        PartedDataset one = DatasetReader.read(SPLIT, Map.of(), base::resolve, Checking.silent(decode, 1));
        PartedDataset four = DatasetReader.read(SPLIT, Map.of(), base::resolve, Checking.silent(decode, 4));
        assertThat(four).isEqualTo(one);
    }

    @Test
    void failureInsideACheckIsNotTakenForACorruptPicture() {
        fillBoth(3);
        PictureCheck broken = (digest, file) -> {
            throw new IllegalArgumentException("a bug");
        };
        assertThatThrownBy(
                        () -> DatasetReader.read(SPLIT_SKIPPING, Map.of(), base::resolve, Checking.silent(broken, 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("a bug");
    }
}
