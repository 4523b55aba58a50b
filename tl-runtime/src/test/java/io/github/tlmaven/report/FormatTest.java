package io.github.tlmaven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FormatTest {

    @Test
    void namesAreListedAsInASentence() {
        assertThat(Format.listed(List.of())).isEmpty();
        assertThat(Format.listed(List.of("probe"))).isEqualTo("probe");
        assertThat(Format.listed(List.of("probe", "full"))).isEqualTo("probe and full");
        assertThat(Format.listed(List.of("probe", "last-block", "full"))).isEqualTo("probe, last-block and full");
    }
}
