package io.github.tlmaven.report.files;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditKind.Severity;
import io.github.tlmaven.spec.Json;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * {@code audit.json} and {@code audit.csv}: what the audit of the pictures found.
 *
 * @param pictures number of those that were looked at
 * @param findings by kind, then in the order of the sets and their pictures
 */
public record FindingsFile(int pictures, List<Finding> findings) {

    private static final List<String> HEADER =
            List.of("finding", "kind", "severity", "set", "picture", "label", "measure", "explanation");

    /** Copies the list. */
    public FindingsFile {
        findings = List.copyOf(findings);
        ResultFile.require(pictures >= 0, "pictures must be 0 or more, was " + pictures);
    }

    /**
     * Something that was found.
     *
     * @param kind        of the finding
     * @param severity    what followed from it
     * @param measure     similarity, pixels, ratio or number of pictures, as the kind has it
     * @param explanation of the measure
     * @param places      what it is about, at least one
     */
    public record Finding(
            AuditKind kind, Severity severity, OptionalDouble measure, String explanation, List<Place> places) {
        /** Copies the list. */
        public Finding {
            places = List.copyOf(places);
            ResultFile.require(!places.isEmpty(), "a finding must have pictures");
        }
    }

    /**
     * A picture, or a class in a set.
     *
     * @param set       part or evaluation set
     * @param picture   path from the set's folder; empty for a class
     * @param label     name of the class; empty where it is not known
     * @param thumbnail name of a file with a small copy; empty where there is none
     */
    public record Place(String set, String picture, String label, String thumbnail) {}

    /**
     * Reads {@code audit.json}.
     *
     * @throws DataException if it is missing or damaged
     */
    public static FindingsFile read(Path file) {
        return ResultFile.read(file, ResultFile.TRAINING, FindingsFile::parse);
    }

    /** Writes both files, each whole or not at all. */
    public void write(Path json, Path table) {
        AtomicFile.write(json, json());
        AtomicFile.write(table, table());
    }

    /** The number of findings of a severity. */
    public long count(Severity severity) {
        return findings.stream().filter(each -> each.severity() == severity).count();
    }

    /** The findings as JSON. */
    String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("pictures", pictures);
        members.put("findings", new EachInTurn(findings));
        return Json.write(members);
    }

    /** Members of findings, made when they are asked for: those of a hundred thousand would fill the heap. */
    private static final class EachInTurn extends AbstractList<Map<String, Object>> {

        private final List<Finding> findings;

        private EachInTurn(List<Finding> findings) {
            this.findings = findings;
        }

        @Override
        public Map<String, Object> get(int index) {
            return members(findings.get(index));
        }

        @Override
        public int size() {
            return findings.size();
        }
    }

    /** The findings as CSV, a row for each picture, or class, of each. */
    String table() {
        List<List<?>> rows = new ArrayList<>();
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            String measure = finding.measure().isPresent()
                    ? Decimals.text(finding.measure().getAsDouble())
                    : "";
            for (Place place : finding.places()) {
                rows.add(List.of(
                        i + 1,
                        finding.kind().keyword(),
                        finding.severity().keyword(),
                        place.set(),
                        place.picture(),
                        place.label(),
                        measure,
                        finding.explanation()));
            }
        }
        return Csv.write(HEADER, rows);
    }

    private static Map<String, Object> members(Finding finding) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kind", finding.kind().keyword());
        members.put("severity", finding.severity().keyword());
        finding.measure().ifPresent(measure -> members.put("measure", Decimals.shortest(measure)));
        members.put("explanation", finding.explanation());
        members.put(
                "pictures", finding.places().stream().map(FindingsFile::members).toList());
        return members;
    }

    private static Map<String, Object> members(Place place) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("set", place.set());
        members.put("picture", place.picture());
        members.put("label", place.label());
        members.put("thumbnail", place.thumbnail());
        return members;
    }

    private static FindingsFile parse(String text) throws Json.MalformedException {
        Members members = Members.read(text);
        return new FindingsFile(
                members.wholeInt("pictures"),
                members.objects("findings").stream().map(FindingsFile::finding).toList());
    }

    private static Finding finding(Members members) {
        List<Place> places = members.objects("pictures").stream()
                .map(place -> new Place(
                        place.text("set"), place.text("picture"), place.text("label"), place.text("thumbnail")))
                .toList();
        return new Finding(
                members.keyword("kind", AuditKind.values(), AuditKind::keyword),
                members.keyword("severity", Severity.values(), Severity::keyword),
                members.members().containsKey("measure")
                        ? OptionalDouble.of(members.number("measure"))
                        : OptionalDouble.empty(),
                members.text("explanation"),
                places);
    }
}
