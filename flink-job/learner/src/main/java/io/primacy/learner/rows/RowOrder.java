package io.primacy.learner.rows;

/**
 * The order in which rows are written: by their ids as unsigned numbers, which is that of their
 * bytes in a sorted store. RocksDB takes 100,000 rows in this order three times as fast as in none:
 * each finds its place beside the one before. Ids that differ in their last bits only come in any
 * order.
 */
final class RowOrder {
    private static final int PLACE_BITS = 28;
    private static final long PLACE_MASK = (1L << PLACE_BITS) - 1;

    private RowOrder() {}

    /**
     * What to sort by.
     *
     * @param place where the row is found, below 2²⁸
     */
    static long key(long id, int place) {
        return ((id ^ Long.MIN_VALUE) & ~PLACE_MASK) | place;
    }

    /** The place in a key. */
    static int place(long key) {
        return (int) (key & PLACE_MASK);
    }
}
