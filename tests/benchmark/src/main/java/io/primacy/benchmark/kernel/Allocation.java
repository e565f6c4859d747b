package io.primacy.benchmark.kernel;

import java.lang.management.ManagementFactory;

/** Heap that a thread has allocated so far. */
final class Allocation {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Bytes since this thread began. */
    static long ofThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
