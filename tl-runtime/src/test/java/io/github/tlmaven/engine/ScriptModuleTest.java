package io.github.tlmaven.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptModuleTest {

    /** Nobody can review these files; {@code src/operators} makes them with the same bytes. */
    @ParameterizedTest
    @CsvSource({
        "operators.pt, 559c97533f4d5a874f961e92fed65c2af4cb5c59431610975d424fb82f56f352",
        "convolutions.pt, 6626455a2c29a128875b37441d317bf6065fe1a287cb8290788dcb572f122957"
    })
    void modulesAreThoseThatTheirScriptsWrite(String resource, String digest) throws IOException {
        try (InputStream in = Objects.requireNonNull(ScriptModule.class.getResourceAsStream(resource))) {
            assertThat(Sha256.of(in.readAllBytes()).hex()).isEqualTo(digest);
        }
    }
}
