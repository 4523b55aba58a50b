package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decoded pixels against PIL's, for every kind of file that is read. The table of differences lies in {@code target}. */
class PictureFormatsTest {

    /** Another seed than that of the pictures that travel with the tests. */
    private static final int OTHER_SEED = 77;

    /** How far a picture is from PIL's. */
    private record Comparison(String name, String rule, boolean equal, String found) {

        private static Comparison of(PilPictures pictures, String name) {
            String found;
            boolean equal = false;
            try {
                RgbImage decoded = Decoder.decode(pictures.bytes(name));
                equal = pictures.equal(name, decoded);
                found = pictures.sameSize(name, decoded)
                        ? differences(pictures.differences(name, decoded))
                        : decoded.width() + " x " + decoded.height();
            } catch (CorruptPictureException e) {
                found = String.valueOf(e.getMessage());
            }
            return new Comparison(name, pictures.rule(name), equal, found);
        }

        private static String differences(int[] differences) {
            double mean = Arrays.stream(differences).average().orElseThrow();
            int max = Arrays.stream(differences).max().orElseThrow();
            return String.format(Locale.ROOT, "max %d, mean %.3f", max, mean);
        }

        private String row() {
            return name + "\t" + rule + "\t" + (equal ? "equal" : "differs") + "\t" + found;
        }
    }

    private static List<Comparison> comparisons(PilPictures pictures) {
        return pictures.names().stream()
                .map(name -> Comparison.of(pictures, name))
                .toList();
    }

    private static void assertAllEqual(PilPictures pictures, String table) throws IOException {
        List<Comparison> all = comparisons(pictures);
        List<String> rows = new ArrayList<>(List.of("picture\trule\tbytes\tdifference of the samples"));
        all.forEach(comparison -> rows.add(comparison.row()));
        Files.write(Path.of("target", table), rows);
        // No tolerance: each format has either PIL's own library under it or arithmetic on whole numbers.
        assertThat(all).filteredOn(comparison -> !comparison.equal()).isEmpty();
        assertThat(all).hasSizeGreaterThan(120);
    }

    @Test
    void everyPictureHasPilsBytes() throws IOException {
        assertAllEqual(PilPictures.COMMITTED, "picture-formats.tsv");
    }

    @Test
    void picturesThatWereMadeJustNowHavePilsBytes(@TempDir Path folder) throws IOException {
        Python.assumePresent();
        Python.makePictures(folder, OTHER_SEED);
        assertAllEqual(PilPictures.in(folder), "picture-formats-" + OTHER_SEED + ".tsv");
    }
}
