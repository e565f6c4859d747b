package io.primacy.benchmark.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** How a count grew: what it was at the times when it was seen to change. */
final class Growth {
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<long[]> points = new ArrayList<>();

    /**
     * Watches a count.
     *
     * @param until how far
     * @param count asked again and again; waits a little each time
     * @param turn done after each time; fails if what counts has failed
     */
    void watch(long until, LongSupplier count, Runnable turn, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (count() < until) {
            long now = count.getAsLong();
            if (now != count()) {
                points.add(new long[] {System.nanoTime(), now});
            }
            turn.run();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        count() + " of " + until + " events after " + limit.toSeconds() + " s.");
            }
        }
    }

    /** What the count was seen to be last. */
    long count() {
        return points.isEmpty() ? 0 : points.get(points.size() - 1)[1];
    }

    /** When that was, {@link System#nanoTime}. */
    long time() {
        return points.get(points.size() - 1)[0];
    }

    /** Growth per second from the first point at or above a count to the last point. */
    double perSecondFrom(long warm) {
        long[] first = points.stream().filter(p -> p[1] >= warm).findFirst().orElse(points.get(0));
        if (first[0] == time()) {
            throw new IllegalStateException(
                    "Too few events to measure: all were done between two reports.");
        }
        return perSecond(first[0], time());
    }

    /** Growth per second between two times, which lie within what was watched. */
    double perSecond(long from, long to) {
        return (at(to) - at(from)) * NANOS_PER_SECOND / (to - from);
    }

    /** The count at a time, as though it had grown evenly between two points. */
    private double at(long time) {
        int i = 1;
        while (i < points.size() - 1 && points.get(i)[0] < time) {
            i++;
        }
        long[] before = points.get(i - 1);
        long[] after = points.get(i);
        double passed = (double) (time - before[0]) / (after[0] - before[0]);
        return before[1] + passed * (after[1] - before[1]);
    }
}
