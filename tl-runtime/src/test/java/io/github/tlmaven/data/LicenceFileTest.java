package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicenceFileTest {

    @TempDir
    private Path folder;

    private Path write(String name, String text) {
        return Fixtures.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void usualNamesAreFoundWithTheirFirstLines() {
        Path licence = write("sub/LICENSE.txt", "\n  Creative Commons\n\nAttribution\n3\n4\n5\n6\n");
        write("DATA.md", "x".repeat(300));
        write("NOTICE", "n");
        write("sub/cat.jpg", "no licence");
        write("sub/deep/COPYING", "too deep");
        assertThat(LicenceFile.find(folder, 2))
                .extracting(LicenceFile::name)
                .containsExactly("DATA.md", "NOTICE", "sub/LICENSE.txt");
        LicenceFile found = LicenceFile.find(folder, 2).get(2);
        assertThat(found.lines()).containsExactly("Creative Commons", "Attribution", "3", "4", "5");
        assertThat(found.digest()).isEqualTo(Sha256.of(licence));
        assertThat(LicenceFile.find(folder, 2).get(0).lines()).containsExactly("x".repeat(200) + "…");
        assertThat(LicenceFile.find(folder, 1)).extracting(LicenceFile::name).containsExactly("DATA.md", "NOTICE");
    }
}
