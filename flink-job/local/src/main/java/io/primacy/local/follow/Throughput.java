package io.primacy.local.follow;

/**
 * Events per second while there was something to learn. The stretch that counts runs from the first
 * report to the last one that brought at least a batch, so that neither start nor waiting for the
 * end dilutes it; where everything came with one report, from the start. Not thread-safe.
 */
public final class Throughput {
    private final long batch;
    private final Point start;
    private Point first;
    private Point last;

    /**
     * @param batch events of a full batch, ≥ 1
     * @param startMillis when learning could begin, ms
     * @param startLearned events learned before
     */
    public Throughput(long batch, long startMillis, long startLearned) {
        this.batch = batch;
        this.start = new Point(startMillis, startLearned);
        this.last = start;
    }

    /**
     * Takes a report.
     *
     * @param millis when, ms
     * @param learned events learned by then
     */
    public void observe(long millis, long learned) {
        if (learned - last.learned() >= batch) {
            last = new Point(millis, learned);
            if (first == null) {
                first = last;
            }
        }
    }

    /** Events per second; 0 until a report tells. */
    public double perSecond() {
        Point from = first == null || first.equals(last) ? start : first;
        long elapsed = last.millis() - from.millis();
        return elapsed <= 0 ? 0 : (last.learned() - from.learned()) * 1000.0 / elapsed;
    }

    /**
     * @param millis when, ms
     * @param learned events learned by then
     */
    private record Point(long millis, long learned) {}
}
