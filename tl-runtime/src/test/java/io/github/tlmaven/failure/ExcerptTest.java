package io.github.tlmaven.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "layer1.0.conv1.weight", "größe 数 𝄞", "it's \"so\""})
    void whatCanBeReadStaysAsItIs(String text) {
        assertThat(Excerpt.of(text)).isEqualTo(text);
        assertThat(Excerpt.line(text)).isEqualTo(text);
    }

    @Test
    void controlCharactersAreWrittenOut() {
        assertThat(Excerpt.of("a\u001b[31m\r\nb\u0000\u007f\u009b"))
                .isEqualTo("a\\u001b[31m\\u000d\\u000ab\\u0000\\u007f\\u009b");
    }

    /** As they are used to let source code look harmless: CVE-2021-42574. */
    @Test
    void marksThatTurnTheDirectionAreWrittenOut() {
        assertThat(Excerpt.of("a\u202eb\u2066c\u2028d\ufeff")).isEqualTo("a\\u202eb\\u2066c\\u2028d\\ufeff");
    }

    @Test
    void aLoneHalfOfAPairIsWrittenOut() {
        assertThat(Excerpt.of("a\ud834b")).isEqualTo("a\\ud834b");
    }

    @Test
    void aLongValueIsCutBehindEightyCharacters() {
        assertThat(Excerpt.of("n".repeat(80))).isEqualTo("n".repeat(80));
        assertThat(Excerpt.of("n".repeat(81))).isEqualTo("n".repeat(80) + "…");
    }

    @Test
    void aCutPartsNoPair() {
        assertThat(Excerpt.of("n".repeat(79) + "𝄞𝄞")).isEqualTo("n".repeat(79) + "…");
    }

    @Test
    void ofALongLineBothEndsStay() {
        String line = "'" + "n".repeat(1_000_000) + "': expected (2), found (3)";

        assertThat(Excerpt.line(line)).hasSize(301).startsWith("'nnn").endsWith("nn': expected (2), found (3)");
        assertThat(Excerpt.line("x".repeat(300))).isEqualTo("x".repeat(300));
    }

    @Test
    void nothingIsNull() {
        assertThat(Excerpt.of(null)).isEqualTo("null");
    }
}
