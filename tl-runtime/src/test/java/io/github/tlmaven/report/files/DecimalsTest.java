package io.github.tlmaven.report.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "100, 100",
        "1e-5, 0.00001",
        "1e-7, 1E-7",
        "0, 0",
        "-0.0, 0",
        "0.875, 0.875",
        "2e23, 200000000000000000000000",
        "0.30000000000000004, 0.30000000000000004",
        "4.9e-324, 5E-324"
    })
    void writesTheShortestDigits(double value, String expected) {
        assertThat(Decimals.text(value)).isEqualTo(expected);
    }

    @Test
    void floatsAreShorterThanTheirDoubles() {
        assertThat(Decimals.shortest(0.1f).toString()).isEqualTo("0.1");
    }

    @Test
    void everyNumberReadsBack() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(Decimals.text(value))).isEqualTo(value);
            }
        }
    }
}
