package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.audit.Finding.Place;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.spec.AuditKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Finds pictures that are there more than once. Equal ones are one finding, however many they are. Of similar ones as many
 * pairs are named as it takes to connect all that look alike, for each kind by itself: a thousand views of one thing are
 * 999 findings, not half a million.
 */
final class PairAudit {

    private final List<String> classes;
    private final double minSimilarity;
    private final Log log;
    private final List<Finding> findings = new ArrayList<>();

    PairAudit(List<String> classes, double minSimilarity, Log log) {
        this.classes = classes;
        this.minSimilarity = minSimilarity;
        this.log = log;
    }

    /**
     * What was found.
     *
     * @param findings about leakage, labels, duplicates and near duplicates
     * @param features compares, of the same pictures, those that are not found to be one
     */
    record Result(List<Finding> findings, FeatureAudit features) {}

    /** Compares all with all that may be alike. */
    Result run(List<Sample> samples) {
        List<List<Sample>> groups = equal(samples);
        groups.stream().filter(group -> group.size() > 1).forEach(this::noteEqual);
        List<List<Sample>> varied = groups.stream()
                .filter(group -> !group.get(0).print().isConstant())
                .map(PairAudit::distinct)
                .toList();
        List<Fingerprint> prints =
                varied.stream().map(group -> group.get(0).print()).toList();
        Map<AuditKind, Groups> connected = new EnumMap<>(AuditKind.class);
        Groups alike = new Groups(prints.size());
        new SimilarPrints(prints, minSimilarity, log).forEach((index, earlier, similarity) -> {
            alike.join(index, earlier);
            similar(varied.get(earlier), varied.get(index)).forEach((kind, pair) -> {
                Groups known = connected.computeIfAbsent(kind, unused -> new Groups(prints.size()));
                if (known.join(index, earlier)) {
                    note(kind, pair, similarity, explanation(similarity));
                }
            });
        });
        Groups leaking = connected.getOrDefault(AuditKind.LEAKAGE, new Groups(prints.size()));
        return new Result(findings, new FeatureAudit(classes, varied, alike, leaking));
    }

    private static List<List<Sample>> equal(List<Sample> samples) {
        Map<Sha256, List<Sample>> groups = new LinkedHashMap<>();
        for (Sample sample : samples) {
            groups.computeIfAbsent(sample.print().pixels(), pixels -> new ArrayList<>(1))
                    .add(sample);
        }
        return List.copyOf(groups.values());
    }

    /** One sample for each set and label: what decides how two groups stand to each other. */
    private static List<Sample> distinct(List<Sample> group) {
        Map<List<?>, Sample> first = new LinkedHashMap<>();
        group.forEach(sample ->
                first.putIfAbsent(List.of(sample.set(), sample.picture().label()), sample));
        return List.copyOf(first.values());
    }

    private void noteEqual(List<Sample> group) {
        List<Sample> distinct = distinct(group);
        boolean leaks = distinct.stream().anyMatch(one -> distinct.stream().anyMatch(one::leaksTo));
        boolean conflicts =
                group.stream().map(each -> each.picture().label()).distinct().count() > 1;
        boolean oneFile =
                group.stream().map(each -> each.picture().digest()).distinct().count() == 1;
        String explanation = oneFile ? "the same file" : "the same pixels";
        for (AuditKind kind : kinds(leaks, conflicts, AuditKind.DUPLICATES)) {
            note(kind, group, 1, explanation);
        }
    }

    /** What two similar pictures are, with the samples that make them so, of all that have their pixels. */
    private static Map<AuditKind, List<Sample>> similar(List<Sample> earlier, List<Sample> later) {
        List<Sample> leak = Sample.firstPair(earlier, later, Sample::leaksTo);
        List<Sample> conflict = Sample.firstPair(
                earlier,
                later,
                (one, other) -> one.picture().label() != other.picture().label());
        Map<AuditKind, List<Sample>> pairs = new EnumMap<>(AuditKind.class);
        for (AuditKind kind : kinds(!leak.isEmpty(), !conflict.isEmpty(), AuditKind.NEAR_DUPLICATES)) {
            pairs.put(
                    kind,
                    switch (kind) {
                        case LEAKAGE -> leak;
                        case LABEL_CONFLICTS -> conflict;
                        default -> List.of(earlier.get(0), later.get(0));
                    });
        }
        return pairs;
    }

    private static String explanation(double similarity) {
        return String.format(Locale.ROOT, "look alike, similarity %.3f", similarity);
    }

    private static List<AuditKind> kinds(boolean leaks, boolean conflicts, AuditKind otherwise) {
        List<AuditKind> kinds = new ArrayList<>();
        if (leaks) {
            kinds.add(AuditKind.LEAKAGE);
        }
        if (conflicts) {
            kinds.add(AuditKind.LABEL_CONFLICTS);
        }
        return kinds.isEmpty() ? List.of(otherwise) : kinds;
    }

    private void note(AuditKind kind, List<Sample> samples, double similarity, String explanation) {
        List<Place> places =
                samples.stream().map(sample -> sample.place(classes)).toList();
        findings.add(new Finding(kind, places, OptionalDouble.of(similarity), explanation));
    }
}
