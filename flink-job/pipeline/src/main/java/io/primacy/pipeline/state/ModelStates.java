package io.primacy.pipeline.state;

import io.primacy.learner.Model;
import io.primacy.learner.ModelCodec;
import io.primacy.learner.ModelParts;
import io.primacy.learner.PrimalDualLearner;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns all models of a subtask: those on the heap (the working set, bounded) and those in keyed
 * state. Models are changed on the heap and written back when they are evicted or flushed; flushing
 * one that has not changed costs nothing.
 *
 * <p>Every method leaves the current key as it found it.
 */
public final class ModelStates {
    private static final Logger LOG = LoggerFactory.getLogger(ModelStates.class);

    private final KeyedState state;
    private final PrimalDualLearner learner;
    private final ModelCodec codec;
    private final long deltaBytes;
    private final Lineages lineages;
    private final Set<String> known = new HashSet<>();

    private final WriteAhead ahead = new WriteAhead(WriteAhead.ROWS);
    private final WorkingSet residents;
    private final RowCounts counts = new RowCounts();
    private final UnpublishedModels unpublished;
    private final ShownRows shown;

    /**
     * @param backend the operator's keyed state backend, for its keys
     * @param store the operator's keyed state
     * @param learner makes and encodes models
     * @param memoryBytes heap that all resident models may take
     * @param deltaBytes heap that what changed of one model since its last version may take
     * @param lineages where models' versions come from
     * @throws io.primacy.learner.StateException if a restored model does not fit the learner
     */
    public ModelStates(
            KeyedStateBackend<String> backend,
            KeyedStateStore store,
            PrimalDualLearner learner,
            long memoryBytes,
            long deltaBytes,
            Lineages lineages)
            throws IOException {
        this.state = new KeyedState(backend, store);
        this.learner = learner;
        this.codec = learner.codec();
        this.residents = new WorkingSet(memoryBytes, ahead, this::flush);
        this.shown = new ShownRows(state, learner.rowCodec(), deltaBytes, counts);
        this.deltaBytes = deltaBytes;
        this.lineages = lineages;
        this.unpublished = new UnpublishedModels(state);
        checkRestored();
    }

    /** Refuses what does not fit now, not when its first event comes. */
    private void checkRestored() throws IOException {
        for (String key : keys()) {
            state.select(key);
            codec.check(key, state.multipliers.value(), state.pending.value());
        }
    }

    /** Batches in state that wait for events: their number, {@link Model#step}, by model key. */
    public Map<String, Long> waiting() throws IOException {
        String before = state.key();
        List<String> keys;
        try (Stream<String> stored = state.keysWith(KeyedState.PENDING)) {
            keys = stored.toList();
        }
        Map<String, Long> waiting = new TreeMap<>();
        for (String key : keys) {
            state.select(key);
            waiting.put(key, codec.step(state.multipliers.value()));
        }
        restore(before);
        return waiting;
    }

    /** The model of a key: resident, from state, or new. Others may be evicted to make room. */
    public Model model(String key) throws IOException {
        return resident(key).model;
    }

    /** Says that {@code model}'s batch has grown. */
    public void pendingChanged(Model model) throws IOException {
        resident(model.key()).pendingChanged();
    }

    /** Says that {@code model} has learned its batch; then keeps the memory bound. */
    public void learned(Model model) throws IOException {
        Resident resident = resident(model.key());
        resident.learned();
        unpublished.learned(model.key());
        counts.lookups += resident.newLookups();
        String before = state.key();
        residents.learned(resident);
        restore(before);
    }

    /** Says that {@code model} was given its next version. */
    public void published(Model model) throws IOException {
        String before = state.key();
        resident(model.key()).published();
        unpublished.published(model.key());
        state.select(model.key());
        state.changed.clear();
        restore(before);
    }

    /** Says that a snapshot of {@code model} was refused: what changed rides in the next one. */
    public void refused(Model model) throws IOException {
        resident(model.key()).lineageChanged();
        unpublished.refused(model.key());
    }

    /** Whether a snapshot of {@code model} as it is was refused, maybe before a restart. */
    public boolean isRefused(Model model) {
        return unpublished.isRefused(model.key());
    }

    /**
     * Shows every row of {@code model} that changed since its last version, all rows if there is
     * none; changed ones flushed. Of several of one id, the last counts.
     *
     * @return false if that is not known; nothing was shown then
     */
    public boolean forEachChange(Model model, ChunkVisitor visitor) throws IOException {
        Resident resident = resident(model.key());
        String before = state.key();
        model.rows().flush();
        boolean there =
                !model.lineage().complete()
                        && !resident.changed.givenUp()
                        && shown.forEachChange(resident, visitor);
        restore(before);
        return there;
    }

    /** Writes all that is newer on the heap than in state; returns the rows written. */
    public int flush() throws IOException {
        shown.flushed();
        long before = counts.writtenRows;
        for (Resident resident : residents.all()) {
            flush(resident);
            residents.written(resident);
        }
        ahead.barrier();
        return (int) (counts.writtenRows - before);
    }

    /** Models that have learned since their last snapshot, in order of their keys. */
    public List<String> unpublished() {
        return unpublished.keys();
    }

    /** All models of this subtask, resident or not, in order of their keys. */
    public List<String> keys() {
        TreeSet<String> keys = new TreeSet<>();
        residents.all().forEach(resident -> keys.add(resident.model.key()));
        // Every model has them, and they are small: RocksDB reads values on its way over the keys.
        try (Stream<String> stored = state.keysWith(KeyedState.MULTIPLIERS)) {
            stored.forEach(keys::add);
        }
        return List.copyOf(keys);
    }

    /**
     * Shows every row of {@code model} to {@code visitor}, in no order; changed ones flushed. Rows
     * that have expired are not shown, and some of them are removed from state.
     */
    public void forEachRow(Model model, RowVisitor visitor) throws IOException {
        String before = state.key();
        model.rows().flush();
        shown.forEachRow(model, visitor);
        restore(before);
    }

    /** Models on the heap, least recently used first; not to be kept. */
    public Collection<Model> resident() {
        return residents.all().stream().map(resident -> resident.model).toList();
    }

    /** How the working set fares. */
    public WorkingSetFigures figures() {
        return new WorkingSetFigures(
                residents.all().size(),
                residents.rows(),
                residents.heapBytes(),
                counts.lookups,
                Math.max(0, counts.lookups - counts.reads),
                counts.writtenRows,
                counts.writtenBytes,
                counts.expiredRows);
    }

    private Resident resident(String key) throws IOException {
        Resident resident = residents.get(key);
        if (resident == null) {
            resident = load(key);
            String before = state.key();
            residents.add(resident);
            restore(before);
        }
        return resident;
    }

    private Resident load(String key) throws IOException {
        String before = state.key();
        state.settlePages(key);
        ChangedRows changed = new ChangedRows(learner.rowCodec(), deltaBytes);
        KeyedRows rows = new KeyedRows(state, key, counts, changed, ahead);
        byte[] dense = state.dense.value();
        Resident loaded;
        if (dense == null) {
            Model model = learner.create(key, rows);
            loaded = new Resident(model, changed, true);
        } else {
            loaded =
                    new Resident(
                            codec.decode(
                                    key,
                                    new ModelParts(
                                            dense,
                                            state.multipliers.value(),
                                            state.pending.value(),
                                            state.metrics.value(),
                                            state.admission.value()),
                                    rows),
                            changed,
                            false);
            for (byte[] ids : state.changed(key)) {
                loaded.changedBefore = true;
                loaded.keptBytes += ids.length;
            }
        }
        if (known.add(key) && lineages.continues(loaded.model)) {
            loaded.lineageChanged();
        }
        restore(before);
        return loaded;
    }

    private void flush(Resident resident) throws IOException {
        if (!resident.dirty()) {
            return;
        }
        Model model = resident.model;
        String before = state.key();
        state.select(model.key());
        model.rows().flush();
        if (resident.denseDirty()) {
            state.dense.update(codec.encodeDense(model));
            state.metrics.update(codec.encodeValidation(model));
            KeyedState.put(state.admission, codec.encodeAdmission(model));
        }
        keepChanged(resident);
        if (resident.controlDirty()) {
            state.multipliers.update(codec.encodeControl(model));
            unpublished.write(model.key());
        }
        if (resident.pendingDirty()) {
            KeyedState.put(
                    state.pending, model.pending().isEmpty() ? null : codec.encodePending(model));
        }
        resident.flushed();
        restore(before);
    }

    /** What changed survives, as ids; or it is given up for good. */
    private void keepChanged(Resident resident) {
        Model model = resident.model;
        byte[] ids = resident.changed.takeUnkept();
        resident.keptBytes += ids == null ? 0 : ids.length;
        if (resident.changed.givenUp() || resident.keptBytes > deltaBytes) {
            model.publishCompletely();
            resident.lineageChanged();
            resident.forgetChanges();
            resident.changed.gather(false);
            state.changed.clear();
            LOG.info(
                    "Model {}: more rows changed than snapshot.delta-memory holds; its next version"
                            + " has all rows",
                    model.key());
        } else if (ids != null) {
            state.addChanged(model.key(), ids);
        }
    }

    private void restore(String key) {
        if (key != null) {
            state.select(key);
        }
    }
}
