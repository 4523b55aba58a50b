package io.github.tlmaven.data;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Bytes of Java's heap that this thread takes while it tries to decode; freed ones count too. */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    static long ofDecoding(byte[] file, int maxPixels) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        try {
            Decoder.decode(file, maxPixels);
        } catch (CorruptPictureException e) {
            // refused or not, its memory is what counts
        }
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }
}
