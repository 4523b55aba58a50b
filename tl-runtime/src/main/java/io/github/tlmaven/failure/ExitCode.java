package io.github.tlmaven.failure;

/** How a worker process ends. The plugin translates the number into a sentence, so the two sides share this list. */
public enum ExitCode {
    /** Everything asked for was done. */
    OK(0),
    /** The configuration cannot be run. */
    CONFIGURATION(2),
    /** A picture, a weights file or an earlier result is missing or unusable. */
    DATA(3),
    /** Training produced a number that is not finite. */
    DIVERGED(4),
    /** An error that nobody foresaw. */
    BUG(70),
    /** The Maven process that started the worker is gone. */
    PARENT_GONE(75);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The status that the operating system sees. */
    public int number() {
        return number;
    }
}
