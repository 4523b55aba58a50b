package io.github.tlmaven.worker;

import io.github.tlmaven.report.files.RunFile;

/** Time and memory of a goal's work on a cell. */
final class Costs {

    private static final double NANOS_PER_SECOND = 1e9;

    private Costs() {}

    /**
     * What was spent since a moment.
     *
     * @param start    {@link System#nanoTime} then
     * @param pictures that went through the network
     */
    static RunFile.Cost since(long start, double pictures) {
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        return new RunFile.Cost(seconds, pictures / seconds, ProcessMemory.peakRssMib());
    }
}
