package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DatasetSpec.Corrupt;
import io.github.tlmaven.spec.DatasetSpec.Limits;
import io.github.tlmaven.spec.DatasetSpec.Split;
import io.github.tlmaven.spec.PictureFilter;
import io.github.tlmaven.spec.SplitSpec;
import io.github.tlmaven.spec.SplitSpec.By;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Folders of every kind; nothing is decoded. */
class DatasetFormsTest {

    private static final SplitSpec STRATIFIED = SplitSpec.stratified(0.2, 0.2, 1);

    /** Refuses what begins with '!'. */
    private static final PictureCheck CHECK = (digest, file) -> {
        if (file.length > 0 && file[0] == '!') {
            throw new CorruptPictureException("it begins with '!'");
        }
    };

    @TempDir
    private Path base;

    private void pictures(String folder, int count) {
        for (int i = 0; i < count; i++) {
            write(folder + "/" + i + ".jpg", folder + i);
        }
    }

    private Path write(String name, String content) {
        return Fixtures.write(base.resolve(name), content.getBytes(StandardCharsets.UTF_8));
    }

    private Dataset read(DatasetSpec spec) {
        return DatasetReader.read(spec, Map.of(), base::resolve, Checking.silent(CHECK, 2))
                .partings()
                .get(0);
    }

    private static DatasetSpec spec(List<String> folders, SplitSpec split, PictureFilter filter) {
        return new DatasetSpec(new Split(folders, split), filter, Limits.of(Corrupt.FAIL), Optional.empty());
    }

    private static DatasetSpec spec(String... folders) {
        return spec(List.of(folders), STRATIFIED, PictureFilter.ALL);
    }

    private String failure(DatasetSpec spec) {
        DataException thrown = catchThrowableOfType(DataException.class, () -> read(spec));
        assertThat(thrown).isNotNull();
        return String.valueOf(thrown.getMessage());
    }

    private static List<String> paths(Dataset dataset) {
        List<String> paths = new ArrayList<>();
        List.of(dataset.train(), dataset.validation(), dataset.test())
                .forEach(part -> part.forEach(picture -> paths.add(picture.path())));
        return paths;
    }

    @Test
    void foldersOfOneNameAreOneClassOverSeveralRoots() {
        pictures("2019/photos/cat", 2);
        pictures("2019/photos/dog", 3);
        pictures("2020/photos/cat", 2);
        Dataset dataset = read(spec("2019/photos", "2020/photos"));
        assertThat(dataset.classes()).containsExactly("cat", "dog");
        assertThat(paths(dataset))
                .containsExactlyInAnyOrder(
                        "2019/photos/cat/0.jpg",
                        "2019/photos/cat/1.jpg",
                        "2019/photos/dog/0.jpg",
                        "2019/photos/dog/1.jpg",
                        "2019/photos/dog/2.jpg",
                        "2020/photos/cat/0.jpg",
                        "2020/photos/cat/1.jpg");
    }

    @Test
    void rootsAreNamedByAsLittleOfTheirPathsAsTellsThemApart() {
        assertThat(RootNames.of(List.of("/anywhere/pictures"))).containsExactly("");
        assertThat(RootNames.of(List.of("src/a", "../other/b/"))).containsExactly("a/", "b/");
        assertThat(RootNames.of(List.of("x/a", "y/a", "y/b"))).containsExactly("x/a/", "y/a/", "y/b/");
    }

    @Test
    void aFolderThatIsNamedTwiceIsRefused() {
        pictures("data/cat", 3);
        pictures("data/dog", 3);
        assertThat(failure(spec("data", "data/."))).contains("hold the same pictures; name one of them");
    }

    @Test
    void patternsChooseFilesAndFolders() {
        pictures("data/cat", 4);
        pictures("data/dog", 4);
        pictures("data/rest/deep", 1);
        pictures("data/__MACOSX/cat", 1);
        write("data/cat/thumb_1.jpg", "small");
        write("data/Thumbs.db", "x");
        PictureFilter filter = new PictureFilter(List.of("**/*.jpg"), List.of("**/thumb_*", "rest/", "dog/3.???"));
        Dataset dataset = read(spec(List.of("data"), STRATIFIED, filter));
        assertThat(dataset.classes()).containsExactly("cat", "dog");
        assertThat(paths(dataset)).hasSize(4 + 3).doesNotContain("cat/thumb_1.jpg", "dog/3.jpg");
        assertThat(dataset.ignored()).isZero();
    }

    @Test
    void patternsMeanWhatTheyMeanToMaven() {
        FilePatterns patterns = new FilePatterns(
                new PictureFilter(List.of("a/**", "**/b?.jpg", "c*/x.jpg", "d/**/e.jpg", "(.jpg"), List.of()));
        assertThat(List.of(
                        "a/1.jpg", "a/b/c.jpg", "b1.jpg", "x/y/b2.jpg", "cc/x.jpg", "d/e.jpg", "d/1/2/e.jpg", "(.jpg"))
                .allMatch(patterns::includes);
        assertThat(List.of("b/1.jpg", "b12.jpg", "cc/d/x.jpg", "d/e.jpgg", "x/a/1.jpg", "dd/e.jpg"))
                .noneMatch(patterns::includes);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links take a privilege there")
    void linksThatStayInsideAreFollowedAndOthersNamed(@TempDir Path elsewhere) throws IOException {
        pictures("data/cat", 3);
        pictures("data/dog", 3);
        Path outside = Files.write(elsewhere.resolve("x.jpg"), new byte[] {1});
        link("data/dog/3.jpg", base.resolve("data/dog/0.jpg"));
        assertThat(paths(read(spec("data")))).contains("dog/3.jpg");
        link("data/cat/out.jpg", outside);
        link("data/cat/folder", elsewhere);
        link("data/cat/gone.jpg", base.resolve("nowhere.jpg"));
        link("data/cat/up", base.resolve("data"));
        assertThat(failure(spec("data")))
                .contains(
                        "data/cat/out.jpg is a symbolic link that leads out of the folder, to " + outside.toRealPath())
                .contains("data/cat/folder is a symbolic link that leads out of the folder")
                .contains("data/cat/gone.jpg is a symbolic link to what is not there")
                .contains("data/cat/up is a symbolic link to a folder that holds it");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links take a privilege there")
    @Timeout(60)
    void linksInACircleAreNamed() throws IOException {
        pictures("data/cat", 3);
        pictures("data/dog", 3);
        link("data/cat/dogs", base.resolve("data/dog"));
        link("data/dog/cats", base.resolve("data/cat"));
        assertThat(failure(spec("data"))).contains("is a symbolic link to a folder that holds it");
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(base.resolve(name), target);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a folder cannot hold a named pipe there")
    @Timeout(60)
    void aPipeIsNamedAndNotWaitedFor() throws IOException, InterruptedException {
        pictures("data/cat", 3);
        pictures("data/dog", 3);
        Process process =
                new ProcessBuilder("mkfifo", base.resolve("data/cat/pipe.jpg").toString()).start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(failure(spec("data"))).contains("data/cat/pipe.jpg is no file but a pipe, socket or device");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no POSIX permissions")
    void aFolderAndAFileWithoutPermissionAreNamed() throws IOException {
        pictures("data/cat", 3);
        pictures("data/dog", 3);
        Path folder = Files.createDirectories(base.resolve("data/dog/closed"));
        Path file = write("data/cat/closed.jpg", "x");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isReadable(folder), "the user may read everything");
            assertThat(failure(spec("data")))
                    .contains("the folder " + folder + " cannot be read: its permissions forbid it")
                    .contains("cat/closed.jpg: cannot be read: its permissions forbid it");
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void classesThatDifferInNormalFormAloneAreRefusedInFolders() {
        pictures("data/caf\u00e9", 3);
        pictures("data/cafe\u0301", 3);
        assertThat(failure(spec("data")))
                .contains("'cafe\u0301' (U+0301) and 'caf\u00e9' (U+00E9) differ in Unicode's normal form alone");
    }

    @Test
    void anEvaluationSetOfAnotherNormalFormIsPointedOut() {
        pictures("data/caf\u00e9", 3);
        pictures("data/dog", 3);
        pictures("noto/cafe\u0301", 1);
        DataException thrown = catchThrowableOfType(
                DataException.class,
                () -> DatasetReader.read(
                        spec("data"), Map.of("noto", "noto"), base::resolve, Checking.silent(CHECK, 1)));
        assertThat(thrown).hasMessageContaining("differs from 'cafe\u0301' (U+0301) in Unicode's normal form alone");
    }

    @Test
    void noMoreThanMaxCorruptAreLeftOut() {
        pictures("data/cat", 5);
        pictures("data/dog", 5);
        write("data/cat/bad1.jpg", "!");
        write("data/dog/bad2.jpg", "!");
        DatasetSpec two = new DatasetSpec(
                new Split(List.of("data"), STRATIFIED),
                PictureFilter.ALL,
                new Limits(Corrupt.SKIP, 2),
                Optional.empty());
        assertThat(read(two).skipped()).hasSize(2);
        DatasetSpec one =
                new DatasetSpec(two.source(), PictureFilter.ALL, new Limits(Corrupt.SKIP, 1), Optional.empty());
        assertThat(failure(one))
                .contains("2 pictures cannot be read, and <maxCorrupt> allows 1 to be left out")
                .contains("cat/bad1.jpg: it begins with '!'")
                .contains("dog/bad2.jpg: it begins with '!'");
    }

    @Test
    void aPartThatGetsNothingOfAClassByHashIsNamed() {
        pictures("data/cat", 3);
        pictures("data/dog", 3);
        SplitSpec hash = new SplitSpec(By.HASH, 0.01, 0.01, 1, Optional.empty());
        assertThat(failure(spec(List.of("data"), hash, PictureFilter.ALL)))
                .contains("no picture of the class 'cat' falls into the part validation")
                .contains("no picture of the class 'dog' falls into the part test")
                .contains("<by>hash</by> leaves the parts of small classes to chance");
    }

    @Test
    void everyClassThatIsTooSmallForItsFoldsIsNamed() {
        pictures("data/cat", 4);
        pictures("data/dog", 5);
        pictures("data/eel", 3);
        assertThat(failure(spec(List.of("data"), STRATIFIED.inFolds(5), PictureFilter.ALL)))
                .contains("2 problems")
                .contains("the class 'cat' has 4 readable pictures and needs at least 5, one for each of 5 folds")
                .contains("the class 'eel' has 3 readable pictures and needs at least 5, one for each of 5 folds");
    }

    @Test
    void aFoldThatGetsNothingOfAClassByHashIsNamed() {
        pictures("data/cat", 5);
        pictures("data/dog", 5);
        SplitSpec hash = new SplitSpec(By.HASH, 0.2, 0.2, 1, Optional.empty()).inFolds(5);
        assertThat(failure(spec(List.of("data"), hash, PictureFilter.ALL)))
                .containsPattern(
                        "fold [1-5]: no picture of the class 'cat' falls into the part test: <by>hash</by> leaves"
                                + " the folds of small classes to chance; add pictures, or take fewer <folds>");
    }

    @Test
    void codePointsOrderNamesAsTheirUtf8Does() {
        List<String> names = new ArrayList<>(List.of(
                "", "a", "a\u00e9", "\uD83D\uDE00", "\uFB00", "\uE000", "\uD7FF", "\uD83D\uDE01", "\uFFFD", "b"));
        List<String> byBytes = new ArrayList<>(names);
        byBytes.sort((a, b) ->
                Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
        names.sort(Names.BY_CODE_POINT);
        assertThat(names).isEqualTo(byBytes);
    }
}
