package io.github.tlmaven.report;

import io.github.tlmaven.report.files.FindingsFile;
import io.github.tlmaven.report.files.FindingsFile.Finding;
import io.github.tlmaven.report.files.FindingsFile.Place;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditKind.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code audit.html} shows.
 *
 * @param findings  of the audit
 * @param hasReport whether the rest of the report stands beside it
 */
public record AuditPage(FindingsFile findings, boolean hasReport) {

    /** Folder of the thumbnails, from the page. */
    static final String THUMBNAILS = "tl-resources/audit/";

    /** More of one kind would make a page that nobody reads; the table has them all. */
    static final int MOST_OF_A_KIND = 100;

    /** More pictures of one finding are counted only. */
    static final int MOST_OF_A_FINDING = 8;

    /** A name that leads nowhere else. */
    private static final Pattern THUMBNAIL = Pattern.compile("[0-9a-f]{1,64}\\.png");

    /**
     * All findings of a kind.
     *
     * @param kind     its keyword
     * @param title    what it is
     * @param meaning  why it matters and what to do
     * @param severity word in capitals
     * @param fails    whether the build stops because of it
     * @param count    number of findings, in words
     * @param items    those that are shown
     * @param more     what is said of the others; empty if there are none
     */
    public record Kind(
            String kind,
            String title,
            String meaning,
            String severity,
            boolean fails,
            String count,
            List<Item> items,
            String more) {
        /** Copies the list. */
        public Kind {
            items = List.copyOf(items);
        }
    }

    /**
     * A finding.
     *
     * @param explanation of it
     * @param shown       the first of what it is about
     * @param more        what is said of the others; empty if there are none
     */
    public record Item(String explanation, List<Shown> shown, String more) {
        /** Copies the list. */
        public Item {
            shown = List.copyOf(shown);
        }
    }

    /**
     * A picture, or a class of a set.
     *
     * @param set     part or evaluation set
     * @param name    path of the picture, or name of the class
     * @param label   of the picture; empty for a class
     * @param address of the thumbnail from the page; empty where there is none
     */
    public record Shown(String set, String name, String label, String address) {}

    /** A line under the title. */
    public String subtitle() {
        return Format.count(findings.pictures()) + " pictures, "
                + Format.counted(findings.findings().size(), "finding");
    }

    /** Whether nothing that was found stops the build. */
    public boolean passed() {
        return findings.count(Severity.FAIL) == 0;
    }

    /** The outcome in words. */
    public String outcome() {
        return Format.counted(findings.count(Severity.FAIL), "finding") + " that fail, " + findings.count(Severity.WARN)
                + " that warn";
    }

    /** Kinds with findings, in their order. */
    public List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (AuditKind kind : AuditKind.values()) {
            List<Finding> some = findings.findings().stream()
                    .filter(each -> each.kind() == kind)
                    .toList();
            if (!some.isEmpty()) {
                kinds.add(kind(kind, some));
            }
        }
        return kinds;
    }

    /** Names of the thumbnails that {@link #kinds} shows. */
    List<String> thumbnails() {
        return kinds().stream()
                .flatMap(kind -> kind.items().stream())
                .flatMap(item -> item.shown().stream())
                .filter(shown -> !shown.address().isEmpty())
                .map(shown -> shown.address().substring(THUMBNAILS.length()))
                .distinct()
                .toList();
    }

    private static Kind kind(AuditKind kind, List<Finding> findings) {
        Severity severity = findings.get(0).severity();
        int hidden = findings.size() - MOST_OF_A_KIND;
        return new Kind(
                kind.keyword(),
                AuditText.title(kind),
                AuditText.meaning(kind),
                severity == Severity.FAIL ? "FAIL" : "WARN",
                severity == Severity.FAIL,
                Format.counted(findings.size(), "finding"),
                findings.stream().limit(MOST_OF_A_KIND).map(AuditPage::item).toList(),
                hidden > 0 ? Format.count(hidden) + " more stand in audit.csv." : "");
    }

    private static Item item(Finding finding) {
        int hidden = finding.places().size() - MOST_OF_A_FINDING;
        return new Item(
                finding.explanation(),
                finding.places().stream()
                        .limit(MOST_OF_A_FINDING)
                        .map(AuditPage::shown)
                        .toList(),
                hidden > 0 ? "and " + Format.count(hidden) + " more" : "");
    }

    private static Shown shown(Place place) {
        boolean isClass = place.picture().isEmpty();
        String address = THUMBNAIL.matcher(place.thumbnail()).matches() ? THUMBNAILS + place.thumbnail() : "";
        return isClass
                ? new Shown(place.set(), place.label(), "", "")
                : new Shown(place.set(), place.picture(), place.label(), address);
    }
}
