package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.ConfigurationException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTimestampTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00+02:00, 2026-01-31T10:00:00Z",
        "1800000000, 2027-01-15T08:00:00Z",
        "10, 1980-01-01T00:00:00Z",
        "x, 1980-01-01T00:00:00Z",
    })
    void momentsAreReadAsMavenReadsThem(String text, Instant expected) {
        assertThat(ReportMojo.timestamp(text)).isEqualTo(expected);
    }

    @Test
    void nothingGivesTheFirstMomentOfAZip() {
        assertThat(ReportMojo.timestamp(null)).isEqualTo(Instant.parse("1980-01-01T00:00:00Z"));
    }

    @Test
    void otherTextIsRefused() {
        assertThatThrownBy(() -> ReportMojo.timestamp("yesterday"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'yesterday'");
    }
}
