package io.primacy.schema.report;

import java.util.List;

/**
 * A model as it stands in a savepoint or checkpoint.
 *
 * @param model the model key
 * @param layoutVersion layout of its state
 * @param shape what of its config decides the layout, as text
 * @param step mini-batches learned
 * @param learned events learned
 * @param pending events waiting for their batch to fill
 * @param skippedBatches batches skipped for a value that was not finite
 * @param eventTimeMillis largest event time learned, ms since 1970
 * @param lastVersion last published version; {@code null}: none
 * @param unpublished whether it has learned since
 * @param nextOffsets by Kafka partition the offset to learn next; −1: never seen
 * @param constraints of all its learners, those of the published one last
 * @param rows embedding rows, those that have expired but were not yet removed included
 * @param rowBytes their bytes in state
 * @param bytes all its bytes in state
 * @param digest SHA-256 over weights, slots and rows; equal if and only if they are, whatever the
 *     layout
 */
public record SavedModel(
        String model,
        int layoutVersion,
        String shape,
        long step,
        long learned,
        int pending,
        long skippedBatches,
        long eventTimeMillis,
        String lastVersion,
        boolean unpublished,
        List<Long> nextOffsets,
        List<Constraint> constraints,
        long rows,
        long rowBytes,
        long bytes,
        String digest) {

    public SavedModel {
        nextOffsets = List.copyOf(nextOffsets);
        constraints = List.copyOf(constraints);
    }

    /**
     * A constraint of one of the learners.
     *
     * @param stage zero-based place of the learner; the last one is published
     * @param task the constrained task
     * @param lambda λ: weight of the task's loss
     * @param ratio ρ, what is learned of λ
     * @param reference running mean of the reference; {@code null} while there is none
     * @param violation running mean of loss − reference, relative to it; {@code null} while there
     *     is none
     * @param ownNorm running mean of the norm of the task's gradient
     * @param restNorm running mean of the norm of the gradient of all that is below it
     */
    public record Constraint(
            int stage,
            String task,
            double lambda,
            double ratio,
            Double reference,
            Double violation,
            Double ownNorm,
            Double restNorm) {}
}
