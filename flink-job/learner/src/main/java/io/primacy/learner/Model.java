package io.primacy.learner;

import io.primacy.learner.constraint.Constraint;
import io.primacy.learner.rows.RowTable;
import io.primacy.learner.validation.ValidationWindow;
import java.util.Arrays;

/**
 * Everything of one model that must survive: weights and optimizer slots of every stage, embedding
 * rows, multipliers, the half-filled batch, the validation window, counters. Made by {@link
 * PrimalDualLearner#create} or {@link ModelCodec#decode}; changed only by {@link
 * PrimalDualLearner#learn}.
 */
public final class Model {
    private final String key;
    private final float[][] parameters;
    private final float[][] slots;
    private final RowTable rows;
    private final Constraint[][] constraints;
    private final MiniBatch pending;
    private final ValidationWindow validation;

    long step;
    long learned;
    long skippedBatches;
    long eventTimeMillis;
    int epoch = 1;
    long lastSequence;
    Lineage lineage = Lineage.NEW;
    long[] nextOffsets = {};

    Model(
            String key,
            float[][] parameters,
            float[][] slots,
            RowTable rows,
            Constraint[][] constraints,
            MiniBatch pending,
            ValidationWindow validation) {
        this.key = key;
        this.parameters = parameters;
        this.slots = slots;
        this.rows = rows;
        this.constraints = constraints;
        this.pending = pending;
        this.validation = validation;
    }

    /** The model key. */
    public String key() {
        return key;
    }

    /** The batch that is being filled. */
    public MiniBatch pending() {
        return pending;
    }

    /** The working set of embedding rows. */
    public RowTable rows() {
        return rows;
    }

    /** Mini-batches learned, skipped ones included. */
    public long step() {
        return step;
    }

    /** Events learned, those of skipped batches included. */
    public long learned() {
        return learned;
    }

    /** Batches skipped for a loss or a gradient that was not finite. */
    public long skippedBatches() {
        return skippedBatches;
    }

    /** Largest event time learned, ms since 1970; 0 before the first. */
    public long eventTimeMillis() {
        return eventTimeMillis;
    }

    /** Lineage epoch, from 1. */
    public int epoch() {
        return epoch;
    }

    /** Sequence of the last published version in this epoch; 0: none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Where the next version comes from. */
    public Lineage lineage() {
        return lineage;
    }

    /** Opens a lineage epoch; its first version has sequence 1. */
    public void beginEpoch(int newEpoch, String job) {
        epoch = newEpoch;
        lastSequence = 0;
        lineage = lineage.of(job);
    }

    /** The next version will have all rows, not only those that changed. */
    public void publishCompletely() {
        lineage = lineage.completeNext();
    }

    /**
     * Gives the model its next version, for the snapshot being made.
     *
     * @param figures what the gate is to remember of it
     */
    public void published(double[] figures) {
        lastSequence++;
        lineage = lineage.published(epoch, lastSequence, figures);
    }

    /** Counts a snapshot that was refused. */
    public void refused() {
        lineage = lineage.refused();
    }

    /** By Kafka partition: the offset to learn next; −1 for a partition never seen. */
    public long[] nextOffsets() {
        return nextOffsets.clone();
    }

    /** Heap that the model takes, bytes. */
    public long heapBytes() {
        long floats = 0;
        for (int s = 0; s < parameters.length; s++) {
            floats += parameters[s].length + slots[s].length;
        }
        return Float.BYTES * floats
                + rows.heapBytes()
                + (rows.admission() == null ? 0 : rows.admission().heapBytes())
                + pending.heapBytes()
                + validation.heapBytes();
    }

    float[] parameters(int stage) {
        return parameters[stage];
    }

    float[] slots(int stage) {
        return slots[stage];
    }

    int stages() {
        return parameters.length;
    }

    Constraint[] constraints(int stage) {
        return constraints[stage];
    }

    ValidationWindow validation() {
        return validation;
    }

    /** Counts the pending batch as learned and empties it. */
    void consumePending(boolean skipped) {
        step++;
        learned += pending.size();
        skippedBatches += skipped ? 1 : 0;
        for (int b = 0; b < pending.size(); b++) {
            eventTimeMillis = Math.max(eventTimeMillis, pending.times[b]);
            int partition = pending.partitions[b];
            if (partition >= 0) {
                if (partition >= nextOffsets.length) {
                    int known = nextOffsets.length;
                    nextOffsets = Arrays.copyOf(nextOffsets, partition + 1);
                    Arrays.fill(nextOffsets, known, partition + 1, -1);
                }
                nextOffsets[partition] = Math.max(nextOffsets[partition], pending.offsets[b] + 1);
            }
        }
        pending.clear();
    }
}
