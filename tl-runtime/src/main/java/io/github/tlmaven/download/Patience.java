package io.github.tlmaven.download;

import java.time.Duration;

/**
 * How long a download waits, and how often it tries.
 *
 * @param connect  until a connection stands
 * @param stall    until the next bytes arrive; a long download may take any time as long as some do
 * @param attempts in all, each going on where the one before was cut; 1 or more
 * @param pause    before the second attempt, doubled before each further one
 */
public record Patience(Duration connect, Duration stall, int attempts, Duration pause) {

    private static final Duration CONNECT = Duration.ofSeconds(20);

    /** Servers that fetch a file from tape or another region first take this long at times. */
    private static final Duration STALL = Duration.ofSeconds(60);

    /** With the pauses of 1, 2, 4 and 8 seconds, a connection that comes back within a quarter of a minute suffices. */
    private static final int ATTEMPTS = 5;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Checks the number of attempts. */
    public Patience {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be 1 or more, was " + attempts);
        }
    }

    /** What suits a file of hundreds of megabytes and a person who waits for it. */
    public static Patience standard() {
        return new Patience(CONNECT, STALL, ATTEMPTS, PAUSE);
    }

    /** The pause after an attempt, which is 1 for the first. */
    Duration pauseAfter(int attempt) {
        return pause.multipliedBy(1L << (attempt - 1));
    }
}
