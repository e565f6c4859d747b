package io.primacy.pipeline.state;

import io.primacy.learner.rows.RowStore;

/** One model's rows in keyed state; good whichever key is current. Leaves its own key current. */
final class KeyedRows implements RowStore {
    private final KeyedState state;
    private final String key;

    KeyedRows(KeyedState state, String key) {
        this.state = state;
        this.key = key;
    }

    @Override
    public byte[] read(long id) {
        return state.row(key, id);
    }

    @Override
    public void write(long id, byte[] row) {
        state.putRow(key, id, row);
    }
}
