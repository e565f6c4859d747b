package io.primacy.pipeline.learning;

import io.primacy.learner.Lineage;
import io.primacy.learner.Model;
import io.primacy.learner.NamedTensor;
import io.primacy.learner.PrimalDualLearner;
import io.primacy.learner.publication.PublicationGate;
import io.primacy.learner.rows.RowCodec;
import io.primacy.learner.validation.TaskFigures;
import io.primacy.pipeline.publish.SnapshotDirectory;
import io.primacy.pipeline.snapshot.SnapshotPart;
import io.primacy.pipeline.state.ModelStates;
import io.primacy.pipeline.state.RowChunk;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Takes a model apart for its snapshot: dense tensors, then rows in chunks: those that changed, as
 * they were gathered when they were written, or all of them, from state.
 */
final class SnapshotEmitter {
    private static final int CHUNK_ROWS = 1024;

    private final PrimalDualLearner learner;
    private final ModelStates states;
    private final SnapshotDirectory directory;
    private final boolean expiring;
    private final Consumer<SnapshotPart> output;
    private final PublicationGate gate;
    private final Set<String> published = new HashSet<>();
    private final Map<String, Long> refusedAt = new HashMap<>();
    private float finite;

    /**
     * @param gate judges models
     * @param directory where versions are
     * @param expiring whether rows expire: only a version with all rows says which are gone
     */
    SnapshotEmitter(
            PrimalDualLearner learner,
            ModelStates states,
            PublicationGate gate,
            SnapshotDirectory directory,
            boolean expiring,
            Consumer<SnapshotPart> output) {
        this.learner = learner;
        this.states = states;
        this.gate = gate;
        this.directory = directory;
        this.expiring = expiring;
        this.output = output;
    }

    /**
     * Gives the model its next version and emits it: whole, or what changed since the version
     * published last where that is known and its files are there. If the gate refuses it, it says
     * so instead, once for the same events. After a restart it judges them again, since its bounds
     * may be others, but counts the same refusal no second time.
     *
     * @param checkpointId the checkpoint at whose barrier this happens
     * @return why it was refused; nothing if it was published, or refused before as it is
     */
    List<String> emit(Model model, long checkpointId) throws IOException {
        if (Long.valueOf(model.step()).equals(refusedAt.get(model.key()))) {
            return List.of();
        }
        List<NamedTensor> network = learner.servingWeights(model);
        List<TaskFigures> tasks = learner.figures(model, gate.window(model.key()));
        double[] figures = gate.figures(network, tasks);
        List<String> reasons =
                gate.judge(model.key(), model.learned(), figures, tasks, model.lineage().figures());
        if (reasons.isEmpty() && !emitParts(model, network, checkpointId)) {
            reasons = List.of("embedding rows have values that are not finite");
        }
        if (!reasons.isEmpty()) {
            if (!states.isRefused(model)) {
                refuse(model, reasons, checkpointId);
            }
            refusedAt.put(model.key(), model.step());
            return reasons;
        }
        model.published(figures);
        states.published(model);
        return List.of();
    }

    private void refuse(Model model, List<String> reasons, long checkpointId) throws IOException {
        model.refused();
        states.refused(model);
        output.accept(
                new SnapshotPart.Refused(
                        model.key(),
                        new SnapshotVersion(model.epoch(), model.lastSequence() + 1).toString(),
                        checkpointId,
                        model.learned(),
                        reasons,
                        model.lineage().refusals(),
                        isAlarming(model)));
    }

    /** Whether so many snapshots were refused in a row that somebody must look. */
    boolean isAlarming(Model model) {
        return model.lineage().refusals() >= gate.alarmAfter(model.key());
    }

    private boolean emitParts(Model model, List<NamedTensor> network, long checkpointId)
            throws IOException {
        Lineage lineage = model.lineage();
        SnapshotVersion parent =
                lineage.parentSequence() == 0
                        ? null
                        : new SnapshotVersion(lineage.parentEpoch(), lineage.parentSequence());
        List<RowChunk> changes = new ArrayList<>();
        // All rows of a model that was never published have changed since it was made.
        boolean known =
                !expiring
                        && (parent == null || isThere(model.key(), parent))
                        && states.forEachChange(model, changes::add);
        output.accept(
                new SnapshotPart.Begin(
                        model.key(),
                        model.epoch(),
                        model.lastSequence() + 1,
                        parent == null || !known,
                        !known,
                        parent == null ? null : parent.toString(),
                        checkpointId,
                        learner.report(model),
                        model.nextOffsets()));
        for (NamedTensor tensor : network) {
            output.accept(new SnapshotPart.Dense(tensor));
        }
        finite = 0;
        if (known) {
            changes.forEach(this::emit);
        } else {
            emitRows(model);
        }
        boolean good = !Float.isNaN(finite);
        output.accept(
                good ? new SnapshotPart.End(model.key()) : new SnapshotPart.Abandoned(model.key()));
        return good;
    }

    /** Zero times anything finite is zero; whatever is not makes the sum NaN. */
    private void check(float[] values, int count) {
        float sum = 0;
        for (int i = 0; i < count; i++) {
            sum += 0f * values[i];
        }
        finite += sum;
    }

    /** What this run published is there; what another did may be elsewhere. */
    private boolean isThere(String model, SnapshotVersion parent) throws IOException {
        return !published.add(model) || directory.isThere(model, parent);
    }

    private void emit(RowChunk chunk) {
        check(chunk.vectors(), chunk.size() * chunk.width());
        boolean full = chunk.size() == chunk.ids().length;
        output.accept(
                new SnapshotPart.Rows(
                        chunk.width(),
                        full ? chunk.ids() : Arrays.copyOf(chunk.ids(), chunk.size()),
                        full
                                ? chunk.vectors()
                                : Arrays.copyOf(chunk.vectors(), chunk.size() * chunk.width())));
    }

    private void emitRows(Model model) throws IOException {
        RowCodec codec = learner.rowCodec();
        Map<Integer, Chunk> chunks = new TreeMap<>();
        states.forEachRow(
                model,
                (id, row) -> {
                    Chunk chunk = chunks.computeIfAbsent(codec.width(row), Chunk::new);
                    chunk.ids[chunk.size] = id;
                    codec.servingVector(row, chunk.vectors, chunk.size * chunk.dimension);
                    chunk.size++;
                    if (chunk.size == CHUNK_ROWS) {
                        emit(chunk.take());
                    }
                });
        for (Chunk chunk : chunks.values()) {
            if (chunk.size > 0) {
                emit(chunk.take());
            }
        }
    }

    private void emit(SnapshotPart.Rows rows) {
        check(rows.vectors(), rows.vectors().length);
        output.accept(rows);
    }

    private static final class Chunk {
        final int dimension;
        long[] ids;
        float[] vectors;
        int size;

        Chunk(int dimension) {
            this.dimension = dimension;
            clear();
        }

        SnapshotPart.Rows take() {
            SnapshotPart.Rows rows =
                    new SnapshotPart.Rows(
                            dimension,
                            Arrays.copyOf(ids, size),
                            Arrays.copyOf(vectors, size * dimension));
            clear();
            return rows;
        }

        private void clear() {
            ids = new long[CHUNK_ROWS];
            vectors = new float[CHUNK_ROWS * dimension];
            size = 0;
        }
    }
}
