package io.primacy.learner.rows;

/**
 * Where a model's embedding rows live when they are not on the heap. The learner reads a row once
 * when it becomes resident and writes it when it is flushed.
 */
public interface RowStore {

    /** The row's bytes as last written, or {@code null} if it never was. */
    byte[] read(long id);

    /** Keeps the row's bytes; the array is not used by the caller afterwards. */
    void write(long id, byte[] row);

    /** A store that remembers nothing, for learning that stays on the heap. */
    static RowStore none() {
        return new RowStore() {
            @Override
            public byte[] read(long id) {
                return null;
            }

            @Override
            public void write(long id, byte[] row) {
                // Everything stays resident: without a store nothing is ever evicted.
            }
        };
    }
}
