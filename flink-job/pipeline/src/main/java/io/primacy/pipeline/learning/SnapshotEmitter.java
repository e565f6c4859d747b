package io.primacy.pipeline.learning;

import io.primacy.learner.Lineage;
import io.primacy.learner.Model;
import io.primacy.learner.NamedTensor;
import io.primacy.learner.PrimalDualLearner;
import io.primacy.learner.rows.RowCodec;
import io.primacy.pipeline.publish.SnapshotDirectory;
import io.primacy.pipeline.snapshot.SnapshotPart;
import io.primacy.pipeline.state.ModelStates;
import io.primacy.pipeline.state.RowChunk;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final Set<String> published = new HashSet<>();

    /**
     * @param directory where versions are
     * @param expiring whether rows expire: only a version with all rows says which are gone
     */
    SnapshotEmitter(
            PrimalDualLearner learner,
            ModelStates states,
            SnapshotDirectory directory,
            boolean expiring,
            Consumer<SnapshotPart> output) {
        this.learner = learner;
        this.states = states;
        this.directory = directory;
        this.expiring = expiring;
        this.output = output;
    }

    /**
     * Gives the model its next version and emits it: whole, or what changed since the version
     * published last where that is known and its files are there.
     *
     * @param checkpointId the checkpoint at whose barrier this happens
     */
    void emit(Model model, long checkpointId) throws IOException {
        Lineage lineage = model.lineage();
        SnapshotVersion parent =
                lineage.parentSequence() == 0
                        ? null
                        : new SnapshotVersion(lineage.parentEpoch(), lineage.parentSequence());
        List<RowChunk> changes = new ArrayList<>();
        boolean complete =
                parent == null
                        || expiring
                        || !isThere(model.key(), parent)
                        || !states.forEachChange(model, changes::add);
        output.accept(
                new SnapshotPart.Begin(
                        model.key(),
                        model.epoch(),
                        model.lastSequence() + 1,
                        complete,
                        parent == null ? null : parent.toString(),
                        checkpointId,
                        learner.report(model),
                        model.nextOffsets()));
        for (NamedTensor tensor : learner.servingWeights(model)) {
            output.accept(new SnapshotPart.Dense(tensor));
        }
        if (complete) {
            emitRows(model);
        } else {
            changes.forEach(this::emit);
        }
        output.accept(new SnapshotPart.End(model.key()));
        model.published(new double[0]);
        states.published(model);
    }

    /** What this run published is there; what another did may be elsewhere. */
    private boolean isThere(String model, SnapshotVersion parent) throws IOException {
        return !published.add(model) || directory.isThere(model, parent);
    }

    private void emit(RowChunk chunk) {
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
                        output.accept(chunk.take());
                    }
                });
        for (Chunk chunk : chunks.values()) {
            if (chunk.size > 0) {
                output.accept(chunk.take());
            }
        }
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

        SnapshotPart take() {
            SnapshotPart rows =
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
