package io.primacy.tests.process;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, never for a time to pass. */
public final class Deadline {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private Deadline() {}

    /**
     * Asks until the answer is yes.
     *
     * @param what is waited for, for the error
     * @param limit how long at most
     * @param condition asked about twenty times a second
     * @throws AssertionError if it does not become true in time, or is interrupted
     */
    public static void await(String what, Duration limit, Callable<Boolean> condition)
            throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + ": not within " + limit.toSeconds() + " s.");
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting for: " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
