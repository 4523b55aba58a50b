package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.WeightsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file is recognised by its content. */
class WeightsFilesTest {

    private static final String PADDING = "................................";

    @TempDir
    private Path folder;

    @Test
    void aNameSaysNothingAboutTheFormat() throws IOException {
        byte[] content =
                RawSafetensors.bytes("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", (byte) 1);
        try (WeightsFile file = WeightsFiles.open(Files.write(folder.resolve("model.pth"), content))) {
            assertThat(file).isInstanceOf(SafetensorsFile.class);
            assertThat(file.names()).containsExactly("a");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'<html>', 'a web page'",
        "'version https://git-lfs', 'git lfs pull'",
        "'\u0089HDF', 'HDF5, as Keras'",
        "'\u0093NUMPY', 'an array of NumPy'",
        "'\u001F\u008B', 'gzip'",
        "'\u0080\u0002}', 'a pickle that torch.save did not write'",
        "'\u0080\u0004}', 'a pickle that torch.save did not write'",
        "'PK\u0005\u0006', 'an empty or split zip'"
    })
    void whatItIsInsteadIsSaid(String start, String what) throws IOException {
        Path file = Files.write(folder.resolve("model"), (start + PADDING).getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(what);
    }

    @Test
    void aZipThatIsNoCheckpointShowsItsEntries() throws IOException {
        Path file = Files.write(
                folder.resolve("model.pth"), new RawZip().entry("photo.jpg").bytes());
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("0 folders that hold a data.pkl")
                .hasMessageContaining("archive/photo.jpg");
    }

    /** As torch.jit.save writes an archive: the tensors stored, longer texts of code compressed. */
    @Test
    void torchScriptIsRecognisedThoughItsCodeIsCompressed() throws IOException {
        Path file = folder.resolve("model.pt");
        byte[] stored = new RawZip()
                .pickle(new byte[] {'N', '.'})
                .entry("constants.pkl", (byte) '.')
                .bytes();
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(stored));
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(file))) {
            for (java.util.zip.ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                to.putNextEntry(new java.util.zip.ZipEntry(entry.getName()));
                to.write(from.readAllBytes());
            }
        }
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("an archive of TorchScript");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> WeightsFiles.open(folder.resolve("none")))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(folder.resolve("none") + ": no such file");
    }
}
