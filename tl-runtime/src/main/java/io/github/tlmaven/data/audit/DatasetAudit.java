package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.data.audit.Finding.Place;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Looks at all pictures of a dataset, and at how they are labelled and parted. */
public final class DatasetAudit {

    private DatasetAudit() {}

    /**
     * What the audit works with; the findings depend on none of it.
     *
     * @param cache   the user's cache, where fingerprints are kept
     * @param threads that decode pictures
     * @param seen    pictures that need not be decoded again
     */
    public record Means(Path cache, int threads, SeenPictures seen, Log log) {}

    /**
     * What was found.
     *
     * @param byPixels everything but similar features
     * @param features takes pairs of pictures whose features are similar
     */
    public record Result(List<Finding> byPixels, FeatureAudit features) {
        /** Copies the list. */
        public Result {
            byPixels = List.copyOf(byPixels);
        }

        /** Everything, by kind, then in the order of the sets and their pictures; features as far as pairs of them are known. */
        public List<Finding> all() {
            return Stream.of(byPixels, features.findings())
                    .flatMap(List::stream)
                    .sorted(Comparator.comparing(Finding::kind))
                    .toList();
        }
    }

    /**
     * Looks at pixels, labels and parts.
     *
     * @throws io.github.tlmaven.failure.DataException if a picture changed since the dataset was read, or the cache
     *     cannot be written
     */
    public static Result run(PartedDataset dataset, AuditSpec spec, Means means) {
        Fingerprints prints = new Fingerprints(means);
        prints.require(dataset.sets().values().stream().flatMap(List::stream).toList());
        List<Sample> samples = Sample.all(dataset, prints);
        List<Finding> findings = new ArrayList<>();
        PairAudit.Result pairs =
                new PairAudit(dataset.classes(), spec.limits().minSimilarity(), means.log()).run(samples);
        findings.addAll(pairs.findings());
        findings.addAll(unreadable(dataset));
        findings.addAll(PictureAudit.run(samples, dataset.classes(), spec.limits()));
        findings.addAll(ClassAudit.run(dataset, spec.limits()));
        findings.removeIf(finding -> !spec.wants(finding.kind()));
        return new Result(findings, pairs.features());
    }

    private static List<Finding> unreadable(PartedDataset dataset) {
        return dataset.skipped().stream()
                .map(skipped -> new Finding(
                        AuditKind.UNREADABLE,
                        List.of(new Place(skipped.set(), skipped.path(), "", Optional.empty())),
                        OptionalDouble.empty(),
                        skipped.reason()))
                .toList();
    }
}
