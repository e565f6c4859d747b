package io.primacy.pipeline.learning;

import io.primacy.learner.Model;
import io.primacy.learner.NamedTensor;
import io.primacy.learner.PrimalDualLearner;
import io.primacy.learner.rows.RowCodec;
import io.primacy.pipeline.snapshot.SnapshotPart;
import io.primacy.pipeline.state.ModelStates;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Takes a model apart for its snapshot: dense tensors, then all rows from state in chunks, so that
 * neither the model nor its rows are ever held twice.
 */
final class SnapshotEmitter {
    private static final int CHUNK_ROWS = 1024;

    private final PrimalDualLearner learner;
    private final ModelStates states;
    private final Consumer<SnapshotPart> output;

    SnapshotEmitter(PrimalDualLearner learner, ModelStates states, Consumer<SnapshotPart> output) {
        this.learner = learner;
        this.states = states;
        this.output = output;
    }

    /**
     * Gives the model its next version and emits it whole.
     *
     * @param checkpointId the checkpoint at whose barrier this happens
     */
    void emit(Model model, long checkpointId) throws IOException {
        model.published(model.epoch(), model.lastSequence() + 1);
        states.published(model);
        output.accept(
                new SnapshotPart.Begin(
                        model.key(),
                        model.epoch(),
                        model.lastSequence(),
                        checkpointId,
                        learner.report(model),
                        model.nextOffsets()));
        for (NamedTensor tensor : learner.servingWeights(model)) {
            output.accept(new SnapshotPart.Dense(tensor));
        }
        emitRows(model);
        output.accept(new SnapshotPart.End(model.key()));
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
