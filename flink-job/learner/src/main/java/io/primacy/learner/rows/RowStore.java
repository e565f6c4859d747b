package io.primacy.learner.rows;

/**
 * Where a model's embedding rows live when they are not on the heap. The learner reads a row once
 * when it becomes resident and writes it when it is flushed or evicted: by itself, or, where many
 * rows that lie together have changed, with them as a page, which costs a fifth.
 *
 * <p>What a page has of a row is newer than what there is of it by itself. The learner does not
 * read pages: while one is there, all its rows are resident. Whoever keeps a model that is not on
 * the heap writes the rows of its pages by themselves before it is learned from again ({@link
 * RowPage}).
 */
public interface RowStore {

    /** The row's bytes as last written by itself, or {@code null} if it never was. */
    byte[] read(long id);

    /**
     * Keeps rows. Their bytes are not used by the caller afterwards; the two arrays are, with other
     * contents.
     *
     * @param ids the first {@code count} are the rows' ids, each once
     * @param rows their bytes
     * @param count how many
     */
    void write(long[] ids, byte[][] rows, int count);

    /**
     * Keeps a page, in the place of the one of that number.
     *
     * @param rows its rows, as {@link RowPage} says; not used by the caller afterwards
     */
    void writePage(long number, byte[] rows);

    /** Forgets a page that is there; its rows have been written otherwise. */
    void dropPage(long number);

    /**
     * Says that a row is written, by itself or in a page, which was learned from since it was last
     * written.
     *
     * @param values holds the row's floats, as {@code layout} says, from {@code offset} on
     */
    void changed(long id, RowLayout layout, float[] values, int offset);

    /** A store that remembers nothing, for learning that stays on the heap. */
    static RowStore none() {
        return new RowStore() {
            @Override
            public byte[] read(long id) {
                return null;
            }

            @Override
            public void write(long[] ids, byte[][] rows, int count) {
                // Everything stays resident: without a store nothing is ever evicted.
            }

            @Override
            public void writePage(long number, byte[] rows) {
                // As above.
            }

            @Override
            public void dropPage(long number) {
                // There is none.
            }

            @Override
            public void changed(long id, RowLayout layout, float[] values, int offset) {
                // Nobody wants to know.
            }
        };
    }
}
