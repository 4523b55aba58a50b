package io.github.tlmaven.data.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.TestLog;
import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.AuditKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many pictures that look alike, as fingerprints. */
class PairAuditTest {

    private static final long SEED = 5;
    private static final int COUNT = 2000;
    private static final double SIMILARITY = 0.985;

    private final Random random = new Random(SEED);
    private final byte[] view = new byte[Thumbnail.BYTES];

    /** The same view with a little noise, in a hash of which few bits differ. */
    private Sample sample(String set, int n, int label) {
        byte[] noisy = view.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = (byte) Math.min(0xFF, (noisy[i] & 0xFF) + random.nextInt(4));
        }
        long hash = 1L << random.nextInt(Long.SIZE);
        Sha256 digest = Sha256.of(set + n);
        Picture picture = new Picture(n + ".png", Path.of(set, n + ".png"), label, digest);
        boolean learned = !set.equals(Dataset.TEST);
        return new Sample(set, learned, picture, new Fingerprint(64, 64, 0xFF, digest, hash, new Thumbnail(noisy)));
    }

    private Map<AuditKind, List<Finding>> findings(List<Sample> samples) {
        return new PairAudit(List.of("cat", "dog"), SIMILARITY, new TestLog())
                .run(samples).findings().stream().collect(Collectors.groupingBy(Finding::kind));
    }

    private static Set<String> pictures(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> finding.places().stream())
                .map(place -> place.set() + " " + place.path())
                .collect(Collectors.toSet());
    }

    @Test
    void asManyPairsAreNamedAsConnectAllThatLookAlike() {
        random.nextBytes(view);
        List<Sample> samples = new ArrayList<>();
        for (int n = 0; n < COUNT; n++) {
            samples.add(sample(Dataset.TRAIN, n, 0));
        }
        Map<AuditKind, List<Finding>> found = findings(samples);
        assertThat(found).containsOnlyKeys(AuditKind.NEAR_DUPLICATES);
        List<Finding> near = found.getOrDefault(AuditKind.NEAR_DUPLICATES, List.of());
        assertThat(near).hasSize(COUNT - 1);
        assertThat(pictures(near)).hasSize(COUNT);
    }

    @Test
    void everyTestPictureThatLeaksIsNamedAndEveryOneOfAnotherLabel() {
        random.nextBytes(view);
        List<Sample> samples = new ArrayList<>();
        for (int n = 0; n < COUNT; n++) {
            samples.add(sample(Dataset.TRAIN, n, 0));
        }
        for (int n = 0; n < COUNT / 4; n++) {
            samples.add(sample(Dataset.TEST, n, n % 2));
        }
        Map<AuditKind, List<Finding>> found = findings(samples);
        List<Finding> leaks = found.getOrDefault(AuditKind.LEAKAGE, List.of());
        assertThat(leaks).hasSizeLessThan(samples.size());
        assertThat(pictures(leaks))
                .filteredOn(name -> name.startsWith(Dataset.TEST))
                .hasSize(COUNT / 4);
        List<Finding> conflicts = found.getOrDefault(AuditKind.LABEL_CONFLICTS, List.of());
        assertThat(conflicts).hasSizeLessThan(samples.size());
        assertThat(conflicts.stream()
                        .flatMap(finding -> finding.places().stream())
                        .filter(place -> place.label().equals("dog"))
                        .map(Finding.Place::path)
                        .distinct())
                .hasSize(COUNT / 8);
    }

    @Test
    void aThousandCopiesAreOneFindingOfWhichTheFirstAreNamed() {
        Sample first = sample(Dataset.TRAIN, 0, 0);
        List<Sample> samples = new ArrayList<>();
        for (int n = 0; n < 1000; n++) {
            Picture copy = new Picture(
                    n + ".png", Path.of(n + ".png"), 0, first.picture().digest());
            samples.add(new Sample(Dataset.TRAIN, true, copy, first.print()));
        }
        List<Finding> found = findings(samples).getOrDefault(AuditKind.DUPLICATES, List.of());
        assertThat(found)
                .singleElement()
                .satisfies(finding -> assertThat(finding.places()).hasSize(1000));
        assertThat(found.get(0).text())
                .startsWith("train 0.png, train 1.png, ")
                .endsWith("train 7.png and 992 more: the same file");
    }
}
