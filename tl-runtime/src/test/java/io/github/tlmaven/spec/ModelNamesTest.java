package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.zoo.Architectures;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ModelNamesTest {

    @Test
    void namesAreThoseOfTheCatalogue() {
        assertThat(new TreeSet<>(ModelNames.bySpelling().values())).containsExactlyElementsOf(Architectures.names());
    }

    @Test
    void everyModelIsKnownByItsOwnName() {
        assertThat(ModelNames.bySpelling())
                .allSatisfy(
                        (spelling, name) -> assertThat(ModelNames.bySpelling()).containsEntry(name, name));
    }
}
