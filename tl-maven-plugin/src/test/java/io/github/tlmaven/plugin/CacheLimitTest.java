package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheLimitTest {

    @Test
    void onlyZeroIsNoLimit() {
        assertThat(AbstractExperimentMojo.cacheLimit(0)).isZero();
        assertThat(AbstractExperimentMojo.cacheLimit(1e-12)).isEqualTo(1);
        assertThat(AbstractExperimentMojo.cacheLimit(0.5)).isEqualTo(1L << 29);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN})
    void whatIsNoSizeIsRefused(double cacheSize) {
        assertThatThrownBy(() -> AbstractExperimentMojo.cacheLimit(cacheSize))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("tl.cacheSize");
    }
}
