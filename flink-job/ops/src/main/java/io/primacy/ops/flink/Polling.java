package io.primacy.ops.flink;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks until there is an answer, at most for a given time. */
public final class Polling {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private Polling() {}

    /**
     * Asks ten times a second.
     *
     * @param what is waited for, for the error
     * @param patience how long at most
     * @throws PatienceException if there is no answer by then, or the thread is interrupted
     */
    public static <T> T await(String what, Duration patience, Supplier<Optional<T>> question) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                throw new PatienceException(
                        what + " did not come about within " + patience.toSeconds() + " s.");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** What was waited for did not come. */
    public static final class PatienceException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PatienceException(String message) {
            super(message);
        }
    }
}
