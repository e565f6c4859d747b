package io.primacy.ops.rollback.plan;

/**
 * What becomes of a partition's events, as far as it had any when the plan was made.
 *
 * @param partition of the events' topic
 * @param savepoint first offset that the savepoint has not read
 * @param start first offset that the restored job reads
 * @param end one past the last event
 * @param skippedFrom first offset of the skipped time
 * @param skippedTo first offset after it
 */
public record Account(
        int partition, long savepoint, long start, long end, long skippedFrom, long skippedTo) {

    /** Events since the savepoint that are learned by the restored models. */
    public long replayed() {
        return Math.max(0, end - Math.max(start, savepoint)) - skippedTime();
    }

    /** Events since the savepoint that the restored models never learn. */
    public long skipped() {
        return Math.max(0, Math.min(start, end) - savepoint) + skippedTime();
    }

    /** Events that the restored models have learned already and learn once more. */
    public long learnedTwice() {
        return Math.max(0, savepoint - start);
    }

    private long skippedTime() {
        long from = Math.max(skippedFrom, Math.max(start, savepoint));
        return Math.max(0, Math.min(skippedTo, end) - from);
    }
}
