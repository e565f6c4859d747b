package io.primacy.pipeline.state;

import java.util.HashSet;
import java.util.Set;

/**
 * Decides whether changed rows are written before a barrier asks for it, so that it finds few of
 * them. A row that changes once between two barriers is written once either way, and most do where
 * few ids are frequent. One that changes all the time is written again and again: where that is
 * most of the work, rows wait for the barrier.
 *
 * <p>What is compared is how many rows were written, or would have been, with how many of them are
 * different; those are counted by a sample of the ids.
 */
final class WriteAhead {
    /** Changed rows of all models of a subtask that wait until some are written. */
    static final int ROWS = 16_384;

    private static final double WORTHWHILE = 1.5;
    private static final int EARLIEST = 4;
    private static final int SAMPLE_BITS = 6;

    private final int most;
    private final double acceptable;
    private final Set<Long> sampled = new HashSet<>();
    private boolean worthwhile = true;
    private boolean givenUp;
    private long written;
    private long batches;
    private long batchesToMost;

    /**
     * @param most rows that wait until some are written
     */
    WriteAhead(int most) {
        this(most, WORTHWHILE);
    }

    /**
     * @param acceptable how often a row may be written on average
     */
    WriteAhead(int most, double acceptable) {
        this.most = most;
        this.acceptable = acceptable;
    }

    /** A batch was learned. */
    void learned() {
        batches++;
    }

    /** Whether rows should be written now, of so many that wait. */
    boolean isDue(int dirtyRows) {
        if (dirtyRows < most) {
            return false;
        }
        if (batchesToMost == 0) {
            batchesToMost = batches;
        }
        return worthwhile;
    }

    /** How many rows may be left when some are written. */
    int rest() {
        return most / 2;
    }

    /** A row was written. */
    void written(long id) {
        written++;
        // Any bits would do of hashes; but ids may be anything.
        if ((id * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - SAMPLE_BITS) == 0) {
            sampled.add(id);
        }
        if (worthwhile
                && written >= (long) EARLIEST * most
                && written > acceptable * differentRows()) {
            worthwhile = false;
            givenUp = true;
        }
    }

    private long differentRows() {
        return (long) sampled.size() << SAMPLE_BITS;
    }

    /** All rows were written, for a barrier; it is decided anew. */
    void barrier() {
        if (!worthwhile && !givenUp) {
            // At first every changed row is another: from then on as many would have been written.
            double wouldBe =
                    batchesToMost == 0 ? 0 : (double) most * batches / Math.max(1, batchesToMost);
            worthwhile = wouldBe <= acceptable * Math.max(most, differentRows());
        }
        givenUp = false;
        written = 0;
        batches = 0;
        batchesToMost = 0;
        sampled.clear();
    }
}
