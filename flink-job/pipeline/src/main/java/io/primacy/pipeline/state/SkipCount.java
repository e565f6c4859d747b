package io.primacy.pipeline.state;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * How many events were left out on purpose, exactly: the count is restored with the offsets, so
 * that at any checkpoint the events read are those learned, waiting, dead-lettered and skipped.
 */
public final class SkipCount {
    /** The state's name. */
    public static final String NAME = "skipped";

    private final ListState<Long> state;
    private long skipped;

    /**
     * Restores the count; after rescaling, the subtasks' counts sum to what they did before.
     *
     * @param store the operator's own state
     */
    public SkipCount(OperatorStateStore store) throws Exception {
        state = store.getListState(new ListStateDescriptor<>(NAME, LongSerializer.INSTANCE));
        for (Long part : state.get()) {
            skipped += part;
        }
    }

    /** One more was left out. */
    public void increment() {
        skipped++;
    }

    /** Those left out so far, by this subtask and those it took over from. */
    public long value() {
        return skipped;
    }

    /** Writes the count into the checkpoint that is being taken. */
    public void save() throws Exception {
        state.clear();
        state.add(skipped);
    }
}
