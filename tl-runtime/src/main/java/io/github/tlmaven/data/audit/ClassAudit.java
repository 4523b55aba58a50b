package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.audit.Finding.Place;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Finds classes with few pictures, or none. */
final class ClassAudit {

    private final List<String> classes;
    private final AuditSpec.Limits limits;
    private final List<Finding> findings = new ArrayList<>();

    private ClassAudit(List<String> classes, AuditSpec.Limits limits) {
        this.classes = classes;
        this.limits = limits;
    }

    /** Findings about small classes, imbalance and sets without a class. */
    static List<Finding> run(PartedDataset dataset, AuditSpec.Limits limits) {
        ClassAudit audit = new ClassAudit(dataset.classes(), limits);
        audit.noteSmall(audit.learned(dataset.partings()));
        audit.noteImbalance(dataset.partings());
        dataset.sets().forEach((set, pictures) -> audit.noteMissing(set, audit.counts(pictures)));
        return audit.findings;
    }

    /** Training pictures by class, of each class in the fold that has the fewest. */
    private int[] learned(List<Dataset> partings) {
        int[] fewest = counts(partings.get(0).train());
        for (Dataset parting : partings) {
            int[] counts = counts(parting.train());
            Arrays.setAll(fewest, label -> Math.min(fewest[label], counts[label]));
        }
        return fewest;
    }

    private int[] counts(List<Picture> pictures) {
        return Picture.countsByLabel(pictures, classes.size());
    }

    private void noteSmall(int[] counts) {
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] < limits.minClassSize()) {
                String explanation = counts[label] + " pictures to learn from, fewer than " + limits.minClassSize();
                Place place = Place.ofClass(Dataset.TRAIN, classes.get(label));
                findings.add(Finding.of(AuditKind.SMALL_CLASSES, place, counts[label], explanation));
            }
        }
    }

    /** Of folds, the one that is furthest out of balance speaks for all. */
    private void noteImbalance(List<Dataset> partings) {
        partings.stream()
                .flatMap(parting -> Imbalance.of(counts(parting.train())).stream())
                .max(Comparator.comparingDouble(Imbalance::ratio))
                .filter(imbalance -> imbalance.ratio() > limits.maxImbalance())
                .ifPresent(this::note);
    }

    private void note(Imbalance found) {
        String explanation = String.format(
                Locale.ROOT, "%d and %d pictures, %.1f to 1", found.most(), found.fewest(), found.ratio());
        List<Place> places = List.of(
                Place.ofClass(Dataset.TRAIN, classes.get(found.largest())),
                Place.ofClass(Dataset.TRAIN, classes.get(found.smallest())));
        findings.add(new Finding(AuditKind.IMBALANCE, places, OptionalDouble.of(found.ratio()), explanation));
    }

    /**
     * The largest and the smallest class of a training part.
     *
     * @param largest  its label
     * @param most     its pictures
     * @param smallest label of the other, which has pictures, too
     * @param fewest   pictures of that one
     */
    private record Imbalance(int largest, int most, int smallest, int fewest) {
        double ratio() {
            return (double) most / fewest;
        }

        /** A class without any picture is missing, which is said elsewhere. */
        static Optional<Imbalance> of(int[] counts) {
            int largest = -1;
            int smallest = -1;
            for (int label = 0; label < counts.length; label++) {
                if (counts[label] > 0) {
                    largest = largest < 0 || counts[label] > counts[largest] ? label : largest;
                    smallest = smallest < 0 || counts[label] < counts[smallest] ? label : smallest;
                }
            }
            return largest < 0
                    ? Optional.empty()
                    : Optional.of(new Imbalance(largest, counts[largest], smallest, counts[smallest]));
        }
    }

    private void noteMissing(String set, int[] counts) {
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] == 0) {
                Place place = Place.ofClass(set, classes.get(label));
                findings.add(Finding.of(AuditKind.MISSING_CLASSES, place, 0, "no picture of this class"));
            }
        }
    }
}
