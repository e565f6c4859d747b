package io.primacy.learner.rows;

/**
 * Where a model's embedding rows live when they are not on the heap. The learner reads a row once
 * when it becomes resident and writes it when it is flushed or evicted.
 */
public interface RowStore {

    /** The row's bytes as last written, or {@code null} if it never was. */
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
        };
    }
}
