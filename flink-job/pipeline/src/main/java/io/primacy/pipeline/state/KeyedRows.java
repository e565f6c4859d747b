package io.primacy.pipeline.state;

import io.primacy.learner.rows.RowLayout;
import io.primacy.learner.rows.RowStore;

/** One model's rows in keyed state; good whichever key is current. Leaves its own key current. */
final class KeyedRows implements RowStore {
    private final KeyedState state;
    private final String key;
    private final RowCounts counts;
    private final ChangedRows changed;
    private final WriteAhead ahead;

    /**
     * @param counts counts what is read and written
     * @param changed gathers what is written
     * @param ahead told of what is written
     */
    KeyedRows(
            KeyedState state, String key, RowCounts counts, ChangedRows changed, WriteAhead ahead) {
        this.state = state;
        this.key = key;
        this.counts = counts;
        this.changed = changed;
        this.ahead = ahead;
    }

    @Override
    public byte[] read(long id) {
        counts.reads++;
        return state.row(key, id);
    }

    @Override
    public void write(long[] ids, byte[][] rows, int count) {
        state.putRows(key, new RowBatch(ids, rows, count));
        for (int i = 0; i < count; i++) {
            counts.writtenBytes += Long.BYTES + rows[i].length;
        }
    }

    @Override
    public void writePage(long number, byte[] rows) {
        state.putPage(key, number, rows);
        counts.writtenBytes += Long.BYTES + rows.length;
    }

    @Override
    public void dropPage(long number) {
        state.removePage(key, number);
    }

    @Override
    public void changed(long id, RowLayout layout, float[] values, int offset) {
        counts.writtenRows++;
        ahead.written(id);
        changed.add(id, layout, values, offset);
    }
}
