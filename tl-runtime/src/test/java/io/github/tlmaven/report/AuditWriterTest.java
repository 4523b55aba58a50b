package io.github.tlmaven.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.report.files.FindingsFile;
import io.github.tlmaven.report.files.FindingsFile.Finding;
import io.github.tlmaven.report.files.FindingsFile.Place;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditKind.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditWriterTest {

    private static final Place CAT = new Place("train", "<script>/a.jpg", "<script>", "0123456789ab.png");
    private static final Place OTHER = new Place("test", "' onload='x/b.jpg", "Käse & Brot", "../../../index.html");
    private static final Place GROUP = new Place("field", "", "data:http:https:javascript:", "");

    @TempDir
    private Path folder;

    private static FindingsFile findings(Severity severity, int copies) {
        Finding leak =
                new Finding(AuditKind.LEAKAGE, severity, OptionalDouble.of(1), "the same file", List.of(CAT, OTHER));
        List<Finding> all = new ArrayList<>(Collections.nCopies(copies, leak));
        all.add(new Finding(
                AuditKind.MISSING_CLASSES,
                Severity.WARN,
                OptionalDouble.of(0),
                "no picture of this class",
                List.of(new Place("field", "", "fish", ""))));
        return new FindingsFile(12, all);
    }

    private String page(FindingsFile findings) throws IOException {
        return Files.readString(AuditWriter.write(findings, folder));
    }

    @Test
    void namesAreShownAsTheyAre() throws IOException {
        assertThat(page(findings(Severity.FAIL, 1)))
                .contains("<strong>train</strong> &lt;script&gt;/a.jpg")
                .contains("Käse &amp; Brot")
                .contains("<img src=\"tl-resources/audit/0123456789ab.png\" alt=\"\"")
                .contains("<strong>field</strong> fish");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script", "<style", "style=", "src=\"data:", "src=\"..", "onload=\""})
    void thePageWorksUnderAStrictContentSecurityPolicy(String forbidden) throws IOException {
        assertThat(page(findings(Severity.FAIL, 1))).doesNotContain(forbidden);
    }

    @Test
    void theOutcomeIsSaidInWords() throws IOException {
        assertThat(page(findings(Severity.FAIL, 2))).contains("FAIL</strong> 2 findings that fail, 1 that warn");
        assertThat(page(findings(Severity.WARN, 2))).contains("PASS</strong> 0 findings that fail, 3 that warn");
    }

    @Test
    void manyFindingsAreCounted() throws IOException {
        Finding many = new Finding(
                AuditKind.DUPLICATES, Severity.WARN, OptionalDouble.of(1), "equal", Collections.nCopies(20, GROUP));
        assertThat(page(new FindingsFile(20, List.of(many)))).contains("and 12 more");
        assertThat(page(findings(Severity.FAIL, 107))).contains("7 more stand in audit.csv.");
    }

    @Test
    void theReportTakesThumbnailsAlongAndDropsEarlierOnes() throws IOException {
        Path thumbnails = Files.createDirectories(folder.resolve("tl/thumbnails"));
        Files.writeString(thumbnails.resolve("0123456789ab.png"), "new");
        Path earlier = folder.resolve("report/tl-resources/audit/ffffffffffff.png");
        Files.createDirectories(earlier.resolveSibling("."));
        Files.writeString(earlier, "old");
        AuditWriter.addTo(folder.resolve("report"), new DataAudit(findings(Severity.FAIL, 1), thumbnails));
        assertThat(earlier).doesNotExist();
        assertThat(earlier.resolveSibling("0123456789ab.png")).hasContent("new");
        assertThat(folder.resolve("report/audit.html")).content().contains("<a href=\"index.html\">");
    }
}
