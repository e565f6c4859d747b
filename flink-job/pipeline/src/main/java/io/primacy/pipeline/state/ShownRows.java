package io.primacy.pipeline.state;

import io.primacy.learner.Model;
import io.primacy.learner.rows.RowCodec;
import io.primacy.learner.rows.RowPage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.Map;

/**
 * Shows a model's rows as they are in state, where changed ones have been flushed to. Rows that
 * have expired are not shown, and {@value #EXPIRED_ROWS_PER_FLUSH} of them at most between two
 * flushes are removed.
 */
final class ShownRows {
    /** Bounds what expiry adds to a checkpoint's barrier: some 10 µs a row in RocksDB. */
    static final int EXPIRED_ROWS_PER_FLUSH = 2_000;

    private final KeyedState state;
    private final RowCodec codec;
    private final long deltaBytes;
    private final RowCounts counts;
    private int removedSinceFlush;

    /**
     * @param deltaBytes heap that rows which changed before a model was loaded may take
     * @param counts counts what is removed
     */
    ShownRows(KeyedState state, RowCodec codec, long deltaBytes, RowCounts counts) {
        this.state = state;
        this.codec = codec;
        this.deltaBytes = deltaBytes;
        this.counts = counts;
    }

    /** All models were flushed. */
    void flushed() {
        removedSinceFlush = 0;
    }

    /**
     * Every row that has changed since the last version; of several of one id, the last counts.
     *
     * @return false if they are more than may be on the heap; nothing was shown then
     */
    boolean forEachChange(Resident resident, ChunkVisitor visitor) throws IOException {
        if (resident.changedBefore) {
            String key = resident.model.key();
            ChangedRows stored = new ChangedRows(codec, deltaBytes);
            for (byte[] ids : state.changed(key)) {
                readRows(key, ids, stored);
            }
            if (stored.givenUp()) {
                return false;
            }
            visit(stored, visitor);
        }
        visit(resident.changed, visitor);
        return true;
    }

    /** Those that are in a page by now have changed again, and come after these. */
    private void readRows(String key, byte[] ids, ChangedRows into) {
        ByteBuffer each = ByteBuffer.wrap(ids).order(ByteOrder.LITTLE_ENDIAN);
        while (each.hasRemaining() && !into.givenUp()) {
            long id = each.getLong();
            byte[] row = state.row(key, id);
            if (row != null) {
                into.add(id, row);
            }
        }
    }

    private static void visit(ChangedRows rows, ChunkVisitor visitor) throws IOException {
        for (RowChunk chunk : rows.chunks()) {
            visitor.chunk(chunk);
        }
    }

    /** Every row, once, in no order. */
    void forEachRow(Model model, RowVisitor visitor) throws IOException {
        Iterator<Map.Entry<Long, byte[]>> rows = state.allRows(model.key());
        while (rows.hasNext()) {
            Map.Entry<Long, byte[]> row = rows.next();
            if (model.rows().isPaged(row.getKey())) {
                continue;
            }
            if (!model.rows().isExpired(row.getValue())) {
                visitor.row(row.getKey(), row.getValue());
            } else if (mayRemove()) {
                rows.remove();
            }
        }
        for (Map.Entry<Long, byte[]> page : state.allPages(model.key())) {
            RowPage.forEachRow(page.getValue(), (id, row) -> showPaged(model, id, row, visitor));
        }
    }

    private void showPaged(Model model, long id, byte[] row, RowVisitor visitor)
            throws IOException {
        if (!model.rows().isExpired(row)) {
            visitor.row(id, row);
        } else if (mayRemove()) {
            model.rows().forget(id);
            state.removeRow(model.key(), id);
        }
    }

    private boolean mayRemove() {
        if (removedSinceFlush == EXPIRED_ROWS_PER_FLUSH) {
            return false;
        }
        removedSinceFlush++;
        counts.expiredRows++;
        return true;
    }
}
