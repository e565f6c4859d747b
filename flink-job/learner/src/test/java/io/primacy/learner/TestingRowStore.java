package io.primacy.learner;

import io.primacy.learner.rows.RowStore;
import java.util.Map;
import java.util.TreeMap;

/** Rows in a map. */
public final class TestingRowStore implements RowStore {
    private final Map<Long, byte[]> rows = new TreeMap<>();
    private int reads;

    @Override
    public byte[] read(long id) {
        reads++;
        return rows.get(id);
    }

    @Override
    public void write(long[] ids, byte[][] rows, int count) {
        for (int i = 0; i < count; i++) {
            this.rows.put(ids[i], rows[i]);
        }
    }

    /** Keeps one row. */
    public void write(long id, byte[] row) {
        rows.put(id, row);
    }

    /** All rows, by id. */
    public Map<Long, byte[]> rows() {
        return rows;
    }

    /** Reads so far. */
    public int reads() {
        return reads;
    }

    /** An independent copy. */
    public TestingRowStore copy() {
        TestingRowStore copy = new TestingRowStore();
        rows.forEach((id, row) -> copy.rows.put(id, row.clone()));
        return copy;
    }
}
