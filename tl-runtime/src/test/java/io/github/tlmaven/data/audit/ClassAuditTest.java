package io.github.tlmaven.data.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Numbers of pictures in the classes of a cross-validation, as pictures that are only names. */
class ClassAuditTest {

    private static final AuditSpec.Limits LIMITS = new AuditSpec.Limits(0.985, 32, 4, 10, 2.4);

    private static List<Picture> pictures(int... counts) {
        List<Picture> pictures = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            for (int i = 0; i < counts[label]; i++) {
                String path = label + "/" + i;
                pictures.add(new Picture(path, Path.of(path), label, Sha256.of("")));
            }
        }
        return pictures;
    }

    private static Dataset fold(int large, int small) {
        return new Dataset(
                List.of("large", "small"),
                pictures(large, small),
                pictures(1, 1),
                pictures(1, 1),
                Map.of(),
                List.of(),
                0);
    }

    private static Optional<String> imbalance(Dataset... folds) {
        return ClassAudit.run(new PartedDataset(List.of(folds)), LIMITS).stream()
                .filter(finding -> finding.kind() == AuditKind.IMBALANCE)
                .map(Finding::explanation)
                .findFirst();
    }

    @Test
    void imbalanceIsThatOfTheFoldWhereItIsWorst() {
        Dataset worst = fold(25, 10);
        assertThat(imbalance(fold(20, 11), worst, fold(21, 12))).hasValue("25 and 10 pictures, 2.5 to 1");
        assertThat(imbalance(fold(20, 11), fold(24, 10))).isEmpty();
    }
}
