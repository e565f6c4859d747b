package io.primacy.pipeline.state;

import io.primacy.learner.rows.RowPage;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.BooleanSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * The states themselves, keyed by model key; names and serializers are what savepoints depend on
 * and never change. The bytes' layouts belong to the learner's codecs.
 *
 * <pre>
 *   dense        value        weights and optimizer slots of all stages
 *   rows         map by id    embedding rows, each by itself
 *   pages        map          embedding rows that lie together on the heap and change all the time;
 *                             of a row that is in both, this is the newer
 *   multipliers  value        multipliers, controller, counters, epoch, last version, offsets
 *   pending      value        the half-filled mini-batch; absent if empty
 *   admission    value        sightings of ids without a row; absent if they are not counted
 *   metrics      value        progressive-validation windows
 *   unpublished  value        present: learned from since the last snapshot; false: and a snapshot of
 *                             what it is now was refused
 *   changed      list         ids of rows written since the last snapshot, int64 little-endian × n
 * </pre>
 */
final class KeyedState {
    static final String DENSE = "dense";
    static final String ROWS = "rows";
    static final String PAGES = "pages";
    static final String MULTIPLIERS = "multipliers";
    static final String PENDING = "pending";
    static final String METRICS = "metrics";
    static final String ADMISSION = "admission";
    static final String UNPUBLISHED = "unpublished";
    static final String CHANGED = "changed";

    final ValueState<byte[]> dense;
    final MapState<Long, byte[]> rows;
    final MapState<Long, byte[]> pages;
    final ValueState<byte[]> multipliers;
    final ValueState<byte[]> pending;
    final ValueState<byte[]> metrics;
    final ValueState<byte[]> admission;
    final ValueState<Boolean> unpublished;
    final ListState<byte[]> changed;

    private final KeyedStateBackend<String> backend;

    KeyedState(KeyedStateBackend<String> backend, KeyedStateStore store) {
        this.backend = backend;
        dense = store.getState(bytes(DENSE));
        rows = store.getMapState(rows());
        pages = store.getMapState(pages());
        multipliers = store.getState(bytes(MULTIPLIERS));
        pending = store.getState(bytes(PENDING));
        metrics = store.getState(bytes(METRICS));
        admission = store.getState(bytes(ADMISSION));
        unpublished = store.getState(unpublished());
        changed =
                store.getListState(
                        new ListStateDescriptor<>(CHANGED, BytePrimitiveArraySerializer.INSTANCE));
    }

    /** The key whose state is seen; {@code null} before the first. */
    String key() {
        return backend.getCurrentKey();
    }

    /** Makes {@code key} the one whose state is seen. */
    void select(String key) {
        if (!key.equals(backend.getCurrentKey())) {
            backend.setCurrentKey(key);
        }
    }

    /** Keys that have a value in {@code state}; close the stream, and change nothing meanwhile. */
    Stream<String> keysWith(String state) {
        return backend.getKeys(state, VoidNamespace.INSTANCE);
    }

    byte[] row(String key, long id) {
        return read(key, () -> rows.get(id));
    }

    void putRows(String key, Map<Long, byte[]> written) {
        write(key, () -> rows.putAll(written));
    }

    void removeRow(String key, long id) {
        write(key, () -> rows.remove(id));
    }

    void putPage(String key, long number, byte[] rows) {
        write(key, () -> pages.put(number, rows));
    }

    void removePage(String key, long number) {
        write(key, () -> pages.remove(number));
    }

    /** All pages of a model, by number. */
    Iterable<Map.Entry<Long, byte[]>> allPages(String key) {
        return read(key, pages::entries);
    }

    /** Writes the rows of a model's pages by themselves, as they are read, and drops the pages. */
    void settlePages(String key) {
        for (Map.Entry<Long, byte[]> page : allPages(key)) {
            Map<Long, byte[]> each = new TreeMap<>();
            RowPage.<RuntimeException>forEachRow(page.getValue(), each::put);
            putRows(key, each);
        }
        pages.clear();
    }

    /**
     * All rows of a model that are there by themselves; those that are removed from the iterator
     * are removed from state.
     */
    Iterator<Map.Entry<Long, byte[]>> allRows(String key) {
        return read(key, rows::iterator);
    }

    /** Adds ids to those of changed rows. */
    void addChanged(String key, byte[] ids) {
        select(key);
        try {
            changed.add(ids);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Ids of changed rows of model '" + key + "' cannot be written to state.", e);
        }
    }

    /** Ids of changed rows, as they were added; none if there are none. */
    Iterable<byte[]> changed(String key) {
        select(key);
        try {
            Iterable<byte[]> ids = changed.get();
            return ids == null ? List.of() : ids;
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Ids of changed rows of model '" + key + "' cannot be read from state.", e);
        }
    }

    /** Writes {@code value}, or removes what is there if it is {@code null}. */
    static <T> void put(ValueState<T> state, T value) throws IOException {
        if (value == null) {
            state.clear();
        } else {
            state.update(value);
        }
    }

    static MapStateDescriptor<Long, byte[]> rows() {
        return map(ROWS);
    }

    static MapStateDescriptor<Long, byte[]> pages() {
        return map(PAGES);
    }

    private static MapStateDescriptor<Long, byte[]> map(String name) {
        return new MapStateDescriptor<>(
                name, LongSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);
    }

    static ValueStateDescriptor<Boolean> unpublished() {
        return new ValueStateDescriptor<>(UNPUBLISHED, BooleanSerializer.INSTANCE);
    }

    static ValueStateDescriptor<byte[]> bytes(String name) {
        return new ValueStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE);
    }

    private <T> T read(String key, Callable<T> access) {
        select(key);
        try {
            return access.call();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Embedding rows of model '" + key + "' cannot be read from state.", e);
        }
    }

    private void write(String key, ThrowingRunnable<Exception> access) {
        select(key);
        try {
            access.run();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Embedding rows of model '" + key + "' cannot be written to state.", e);
        }
    }
}
