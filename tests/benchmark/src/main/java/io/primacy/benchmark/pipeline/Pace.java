package io.primacy.benchmark.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How fast a count grows once everything is warm: from the moment two fifths of all events are
 * done, to the end.
 */
final class Pace {
    private static final double WARM = 0.4;
    private static final double DONE = 0.97;

    private final long events;
    private final List<long[]> points = new ArrayList<>();

    /**
     * @param events how far the count goes
     */
    Pace(long events) {
        this.events = events;
    }

    /**
     * Watches a count to its end.
     *
     * @param count asked again and again; waits a little each time
     * @param alive fails if what counts has failed
     * @return events per second
     */
    double watch(LongSupplier count, Runnable alive, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        long last = -1;
        while (last < DONE * events) {
            long now = count.getAsLong();
            if (now != last) {
                points.add(new long[] {System.nanoTime(), now});
                last = now;
            }
            alive.run();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        last + " of " + events + " events after " + limit.toSeconds() + " s.");
            }
        }
        return perSecond();
    }

    private double perSecond() {
        long[] last = points.get(points.size() - 1);
        long[] first =
                points.stream()
                        .filter(p -> p[1] >= WARM * events)
                        .findFirst()
                        .orElse(points.get(0));
        if (first == last) {
            throw new IllegalStateException(
                    "Too few events to measure: " + events + " were done between two reports.");
        }
        return (last[1] - first[1]) * 1e9 / (last[0] - first[0]);
    }
}
