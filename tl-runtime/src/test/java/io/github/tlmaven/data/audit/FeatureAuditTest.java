package io.github.tlmaven.data.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of pairs: a picture is a letter, and pairs are given by hand. */
class FeatureAuditTest {

    private static final String TRAIN = Dataset.TRAIN;
    private static final String TEST = Dataset.TEST;
    private static final String LEAKS = ", in two sets of which one is learned from: leakage, if they show the same";

    private final List<List<Sample>> pictures = new ArrayList<>();

    private static Sample sample(String set, String name) {
        Sha256 digest = Sha256.of(name);
        Fingerprint print = new Fingerprint(64, 64, 0xFF, digest, 0, new Thumbnail(new byte[Thumbnail.BYTES]));
        Picture picture = new Picture(name, Path.of(name), 0, digest);
        return new Sample(set, set.equals(TRAIN), picture, print);
    }

    private void picture(String name, String... sets) {
        List<Sample> samples = new ArrayList<>();
        for (String set : sets) {
            samples.add(sample(set, name));
        }
        pictures.add(samples);
    }

    private FeatureAudit audit(Groups alike, Groups leaking) {
        return new FeatureAudit(List.of("cat"), pictures, alike, leaking);
    }

    private FeatureAudit audit() {
        return audit(new Groups(pictures.size()), new Groups(pictures.size()));
    }

    private static List<String> texts(FeatureAudit audit) {
        return audit.findings().stream().map(Finding::text).toList();
    }

    @Test
    void aPairAcrossALearnedPartIsSaidToLeak() {
        picture("a", TRAIN);
        picture("b", TEST);
        FeatureAudit audit = audit();
        audit.add(0, 1, 0.97f);
        assertThat(texts(audit)).containsExactly("train a, test b: similar features, cosine 0.970" + LEAKS);
        assertThat(audit.findings().get(0).measure()).hasValue(0.97);
    }

    @Test
    void otherPairsAreNot() {
        picture("a", TRAIN);
        picture("b", TRAIN);
        picture("c", TEST);
        picture("d", "field");
        FeatureAudit audit = audit();
        audit.add(0, 1, 0.98f);
        audit.add(2, 3, 0.99f);
        assertThat(texts(audit))
                .containsExactly(
                        "test c, field d: similar features, cosine 0.990",
                        "train a, train b: similar features, cosine 0.980");
    }

    @Test
    void equalPicturesLeakByAnyOfThem() {
        picture("a", TEST, TRAIN);
        picture("b", TEST);
        FeatureAudit audit = audit();
        audit.add(0, 1, 0.97f);
        assertThat(texts(audit)).containsExactly("train a, test b: similar features, cosine 0.970" + LEAKS);
    }

    @Test
    void asManyAreNamedAsConnectAll() {
        picture("a", TRAIN);
        picture("b", TRAIN);
        picture("c", TRAIN);
        FeatureAudit audit = audit();
        audit.add(0, 1, 0.97f);
        audit.add(0, 2, 0.98f);
        audit.add(1, 2, 0.99f);
        assertThat(texts(audit))
                .containsExactly(
                        "train b, train c: similar features, cosine 0.990",
                        "train a, train c: similar features, cosine 0.980");
    }

    @Test
    void everyPictureThatLeaksIsNamedThoughOthersConnectIt() {
        picture("a", TRAIN);
        picture("b", TEST);
        picture("c", TEST);
        Groups alike = new Groups(pictures.size());
        alike.join(1, 2);
        FeatureAudit audit = audit(alike, new Groups(pictures.size()));
        audit.add(0, 1, 0.98f);
        audit.add(0, 2, 0.97f);
        audit.add(1, 2, 0.99f);
        assertThat(texts(audit))
                .containsExactly(
                        "train a, test b: similar features, cosine 0.980" + LEAKS,
                        "train a, test c: similar features, cosine 0.970" + LEAKS);
    }

    @Test
    void whatIsAlikeByPixelsIsNotNamedAgain() {
        picture("a", TRAIN);
        picture("b", TEST);
        picture("c", TRAIN);
        Groups alike = new Groups(pictures.size());
        Groups leaking = new Groups(pictures.size());
        alike.join(0, 1);
        leaking.join(0, 1);
        alike.join(0, 2);
        FeatureAudit audit = audit(alike, leaking);
        audit.add(0, 1, 0.99f);
        audit.add(0, 2, 0.99f);
        assertThat(texts(audit)).isEmpty();
    }
}
