package io.primacy.learner;

import io.primacy.learner.rows.RowLayout;
import io.primacy.learner.rows.RowPage;
import io.primacy.learner.rows.RowStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows in a map. */
public final class TestingRowStore implements RowStore {
    private final Map<Long, byte[]> rows = new TreeMap<>();
    private final Map<Long, byte[]> pages = new TreeMap<>();
    private final List<Long> changed = new ArrayList<>();
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

    @Override
    public void writePage(long number, byte[] rows) {
        pages.put(number, rows);
    }

    @Override
    public void dropPage(long number) {
        if (pages.remove(number) == null) {
            throw new AssertionError("There is no page " + number);
        }
    }

    @Override
    public void changed(long id, RowLayout layout, float[] values, int offset) {
        changed.add(id);
    }

    /** Keeps one row. */
    public void write(long id, byte[] row) {
        rows.put(id, row);
    }

    /** All rows, by id, those of pages among them. */
    public Map<Long, byte[]> rows() {
        Map<Long, byte[]> all = new TreeMap<>(rows);
        pages.values().forEach(page -> RowPage.<RuntimeException>forEachRow(page, all::put));
        return all;
    }

    /** Pages, by number. */
    public Map<Long, byte[]> pages() {
        return pages;
    }

    /** Ids of changed rows, as they were written. */
    public List<Long> changed() {
        return changed;
    }

    /** Reads so far. */
    public int reads() {
        return reads;
    }

    /** An independent copy, with every row by itself. */
    public TestingRowStore copy() {
        TestingRowStore copy = new TestingRowStore();
        rows().forEach((id, row) -> copy.rows.put(id, row.clone()));
        return copy;
    }
}
