package io.primacy.learner.rows;

import java.util.Arrays;

/** Gathers rows on their way to the store, which takes many at once for far less than singly. */
final class RowWriter {
    private static final int BATCH = 1024;

    private final RowStore store;
    private long[] ids = new long[0];
    private byte[][] rows = new byte[0][];
    private long[] order = new long[0];
    private long[] orderedIds = new long[0];
    private byte[][] orderedRows = new byte[0][];
    private int count;

    RowWriter(RowStore store) {
        this.store = store;
    }

    void write(long id, byte[] row) {
        if (ids.length == 0) {
            ids = new long[BATCH];
            rows = new byte[BATCH][];
            order = new long[BATCH];
            orderedIds = new long[BATCH];
            orderedRows = new byte[BATCH][];
        }
        ids[count] = id;
        rows[count] = row;
        order[count] = RowOrder.key(id, count);
        if (++count == BATCH) {
            flush();
        }
    }

    /** Hands over what was gathered. Whoever wrote calls it before the store is read. */
    void flush() {
        if (count > 0) {
            Arrays.sort(order, 0, count);
            for (int i = 0; i < count; i++) {
                int place = RowOrder.place(order[i]);
                orderedIds[i] = ids[place];
                orderedRows[i] = rows[place];
            }
            store.write(orderedIds, orderedRows, count);
            Arrays.fill(rows, 0, count, null);
            Arrays.fill(orderedRows, 0, count, null);
            count = 0;
        }
    }

    /** Gives back the room that gathering takes. */
    void release() {
        ids = new long[0];
        rows = new byte[0][];
        order = new long[0];
        orderedIds = new long[0];
        orderedRows = new byte[0][];
    }
}
