package io.primacy.serving;

import java.time.Duration;

/**
 * How a {@link Scorer} behaves.
 *
 * @param interval wall-clock time between two looks at the alias, 10 ms to 1 h
 * @param threads threads of one run of the network, from 1; requests run beside each other anyway
 * @param listener is told of swaps and refusals
 */
public record ScorerOptions(Duration interval, int threads, ScorerListener listener) {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** A look every second, one thread per run, told to the JDK's logger. */
    public static final ScorerOptions DEFAULTS =
            new ScorerOptions(Duration.ofSeconds(1), 1, ScorerListener.LOG);

    public ScorerOptions {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "The interval must be 10 ms to 1 h, found " + interval + ".");
        }
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "A run needs at least 1 thread, found " + threads + ".");
        }
    }

    /** The same with another interval. */
    public ScorerOptions every(Duration other) {
        return new ScorerOptions(other, threads, listener);
    }

    /** The same with another number of threads. */
    public ScorerOptions threads(int other) {
        return new ScorerOptions(interval, other, listener);
    }

    /** The same with another listener. */
    public ScorerOptions telling(ScorerListener other) {
        return new ScorerOptions(interval, threads, other);
    }
}
