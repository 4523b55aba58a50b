package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DatasetSpec.Corrupt;
import io.github.tlmaven.spec.ManifestSpec;
import io.github.tlmaven.spec.SplitSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of tests, a folder with a table of pictures, {@code labels.csv}, beside them. The pictures hold their names, since nothing
 * is decoded.
 */
abstract class ManifestFolder {

    static final SplitSpec STRATIFIED = SplitSpec.stratified(0.2, 0.2, 1);

    /** Three of each class, which is what a split needs. */
    static final String SIX = "1.jpg,cat\n2.jpg,cat\n3.jpg,cat\n4.jpg,dog\n5.jpg,dog\n6.jpg,dog\n";

    private static final Checking UNSEEN = Checking.silent((digest, file) -> {}, 1);

    @TempDir
    Path base;

    void pictures(String... names) {
        for (String name : names) {
            Fixtures.write(base.resolve(name), name.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The pictures of {@link #SIX}. */
    void six() {
        pictures("1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg", "6.jpg");
    }

    void table(String text) {
        Fixtures.write(base.resolve("labels.csv"), text.getBytes(StandardCharsets.UTF_8));
    }

    Dataset read(ManifestSpec table, SplitSpec split) {
        DatasetSpec spec = new DatasetSpec(new DatasetSpec.Manifest(table, split), Corrupt.FAIL);
        return DatasetReader.read(spec, Map.of(), base::resolve, UNSEEN)
                .partings()
                .get(0);
    }

    Dataset read() {
        return read(ManifestSpec.of("labels.csv"), STRATIFIED);
    }

    /** The message of what is wrong. */
    String failure(ManifestSpec table, SplitSpec split) {
        DataException thrown = catchThrowableOfType(DataException.class, () -> read(table, split));
        assertThat(thrown).isNotNull();
        return String.valueOf(thrown.getMessage());
    }

    String failure() {
        return failure(ManifestSpec.of("labels.csv"), STRATIFIED);
    }
}
