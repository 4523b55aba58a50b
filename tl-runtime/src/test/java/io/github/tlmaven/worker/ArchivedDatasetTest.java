package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Plans;
import io.github.tlmaven.TinyPictures;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.report.ReportWriter;
import io.github.tlmaven.report.Results;
import io.github.tlmaven.report.files.DatasetFile;
import io.github.tlmaven.report.files.PredictionsFile;
import io.github.tlmaven.spec.DatasetArchive;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DatasetSpec.Corrupt;
import io.github.tlmaven.spec.DatasetSpec.Limits;
import io.github.tlmaven.spec.EvaluationSet;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.ManifestSpec;
import io.github.tlmaven.spec.PictureFilter;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.SplitSpec;
import io.github.tlmaven.spec.SplitSpec.By;
import io.github.tlmaven.spec.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A zip with a table of pictures, hostile names, groups and weights, from the file to the report. */
@Tag("engine")
class ArchivedDatasetTest {

    private static final int PER_CLASS = 6;
    private static final List<String> LABELS = List.of("<script>alert(1)</script>, \"q\"", "line\nbreak \uD83D\uDE00");

    @TempDir
    private Path base;

    private void writeZip(String redWeight) throws IOException {
        Path pictures = base.resolve("pictures");
        TinyPictures.write(pictures, PER_CLASS, "");
        StringBuilder table = new StringBuilder("\uFEFFpath,label,group,weight\r\n");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(base.resolve("data.zip")))) {
            for (int label = 0; label < LABELS.size(); label++) {
                for (int n = 0; n < PER_CLASS; n++) {
                    String path = TinyPictures.CLASSES.get(label) + "/" + n + ".png";
                    add(zip, "set/" + path, Files.readAllBytes(pictures.resolve(path)));
                    table.append(path)
                            .append(",\"")
                            .append(LABELS.get(label).replace("\"", "\"\""))
                            .append("\",g");
                    table.append(label)
                            .append(n / 2)
                            .append(',')
                            .append(label == 1 ? redWeight : "1")
                            .append("\r\n");
                }
            }
            add(zip, "set/labels.csv", table.toString().getBytes(StandardCharsets.UTF_8));
            add(zip, "LICENSE", "CC BY 4.0".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    /** A zip whose evaluation set lies in a folder of it, by class. */
    private void writeFieldZip() throws IOException {
        Path pictures = base.resolve("field");
        TinyPictures.write(pictures, 1, "field");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(base.resolve("field.zip")))) {
            for (int label = 0; label < LABELS.size(); label++) {
                String path = TinyPictures.CLASSES.get(label) + "/0.png";
                add(zip, "a/" + path, Files.readAllBytes(pictures.resolve(path)));
            }
            add(zip, "a/LICENSE", "CC0".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void anEvaluationSetIsUnpackedToo() throws IOException {
        writeFieldZip();
        Runs.writePictures(base);
        DatasetArchive zip = new DatasetArchive.Zip("field.zip", Optional.empty());
        Plan plan = Plans.sets(Runs.plan(Runs.HEAD), Map.of("field", new EvaluationSet("a", Optional.of(zip))));
        Workspace workspace = Runs.workspace(base, base.resolve("out"), base.resolve("cache"), 2);
        assertThat(Runs.run(plan, workspace, Goal.VALIDATE))
                .contains("evaluation set 'field' from field.zip, SHA-256 ");
        DatasetFile dataset = DatasetFile.read(new Layout(workspace.outputDirectory()).dataset());
        assertThat(dataset.pictures().get("field")).containsExactly(1L, 1L);
        assertThat(dataset.archives())
                .containsExactly(new DatasetFile.Archive(
                        "field",
                        "field.zip",
                        Sha256.of(base.resolve("field.zip")).hex()));
        assertThat(dataset.licences()).extracting(DatasetFile.Licence::lines).containsExactly(List.of("CC0"));
    }

    private static Plan plan() {
        Plan usual = Runs.plan(Runs.HEAD);
        DatasetSpec dataset = new DatasetSpec(
                new DatasetSpec.Manifest(
                        ManifestSpec.of("set/labels.csv"), new SplitSpec(By.GROUP, 0.3, 0.3, 1, Optional.empty())),
                PictureFilter.ALL,
                Limits.of(Corrupt.FAIL),
                Optional.of(new DatasetArchive.Zip("data.zip", Optional.empty())));
        return Plans.with(Plans.seeds(Plans.sets(usual, Map.of()), 1), dataset);
    }

    @Test
    void everyNameArrivesInTheReportAndWeightsMakeACellStale() throws IOException {
        writeZip("1");
        Workspace workspace = Runs.workspace(base, base.resolve("out"), base.resolve("cache"), 2);
        Layout layout = new Layout(workspace.outputDirectory());
        String log = Runs.run(plan(), workspace, Goal.EXTRACT, Goal.EVALUATE);
        assertThat(log)
                .contains("2 classes; pictures: 4 train, 4 validation, 4 test")
                .contains("unpacked into ", "pictures checked: 12 decoded")
                .contains("was unpacked into ", "pictures checked: 0 decoded");
        assertThat(PredictionsFile.read(layout.cell("head", 1).predictions("test"))
                        .classes())
                .isEqualTo(LABELS);
        DatasetFile dataset = DatasetFile.read(layout.dataset());
        assertThat(dataset.classes()).isEqualTo(LABELS);
        assertThat(dataset.pictures().get("test")).containsExactly(2L, 2L);
        assertThat(dataset.licences()).extracting(DatasetFile.Licence::file).containsExactly("LICENSE");

        ReportWriter.write(Results.read(plan(), layout), base.resolve("report"));
        assertThat(Files.readString(base.resolve("report/head/index.html")))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script");
        assertThat(Files.readString(base.resolve("report/index.html"))).contains("<p>CC BY 4.0</p>");

        assertThat(Runs.run(plan(), workspace, Goal.EXTRACT)).contains("[head seed 1] is up to date");
        writeZip("2.5");
        assertThat(Runs.run(plan(), workspace, Goal.EXTRACT)).contains("is trained now: dataset.train was");
    }
}
