package io.github.tlmaven.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransferMeterTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MEBIBYTE = 1 << 20;

    private final RecordingLog log = new RecordingLog();
    private final AtomicLong now = new AtomicLong();

    @Test
    void lineComesEveryTenSecondsWithRateAndTimeLeft() {
        TransferMeter meter =
                new TransferMeter(log, "net.pth", 10 * MEBIBYTE, OptionalLong.of(100 * MEBIBYTE), now::get);

        now.set(9 * SECOND);
        meter.at(19 * MEBIBYTE);
        now.set(10 * SECOND);
        meter.at(30 * MEBIBYTE);
        now.set(19 * SECOND);
        meter.at(40 * MEBIBYTE);

        assertThat(log.lines).containsExactly("INFO net.pth: 30.0 of 100.0 MiB, 2.0 MiB/s, 35 s left");
    }

    @Test
    void withoutLengthNoTimeIsGuessed() {
        TransferMeter meter = new TransferMeter(log, "net.pth", 0, OptionalLong.empty(), now::get);

        now.set(20 * SECOND);
        meter.at(MEBIBYTE);

        assertThat(log.lines).containsExactly("INFO net.pth: 1.0 MiB, 0.1 MiB/s");
    }
}
