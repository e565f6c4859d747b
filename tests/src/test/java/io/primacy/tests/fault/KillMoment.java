package io.primacy.tests.fault;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A moment within a stretch of traffic at which something breaks. */
final class KillMoment {
    private KillMoment() {}

    /**
     * Waits until the moment has come, or the traffic has ended before.
     *
     * @param traffic what is being produced
     * @param millis after now
     */
    static void await(Future<?> traffic, long millis)
            throws InterruptedException, ExecutionException {
        try {
            traffic.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // This is the moment: the traffic goes on.
        }
    }
}
