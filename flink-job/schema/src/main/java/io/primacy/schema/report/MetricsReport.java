package io.primacy.schema.report;

import java.util.List;

/**
 * What one model says of itself on the metrics topic (JSON, keyed by model).
 *
 * @param learner the config's name
 * @param model model key
 * @param epoch lineage epoch
 * @param step mini-batches learned since the model began
 * @param learned events learned since the model began
 * @param pending events waiting in the half-filled batch
 * @param skippedBatches batches skipped for a non-finite loss or gradient
 * @param eventTimeMillis largest event time learned, ms since 1970
 * @param windowEvents events that the window covers now
 * @param residentRows embedding rows on the heap
 * @param refusals snapshots refused by the gate since the last that was published
 * @param refusedFor why the last of them was; empty if there is none, or it is not known any more
 * @param alarm whether there were so many that somebody must look
 * @param tasks one per task, in config order
 */
public record MetricsReport(
        String learner,
        String model,
        int epoch,
        long step,
        long learned,
        long pending,
        long skippedBatches,
        long eventTimeMillis,
        long windowEvents,
        long residentRows,
        int refusals,
        List<String> refusedFor,
        boolean alarm,
        List<TaskReport> tasks) {

    public MetricsReport {
        refusedFor = refusedFor == null ? List.of() : List.copyOf(refusedFor);
        tasks = List.copyOf(tasks);
    }

    /** Of a model of which no snapshot was refused. */
    public MetricsReport(
            String learner,
            String model,
            int epoch,
            long step,
            long learned,
            long pending,
            long skippedBatches,
            long eventTimeMillis,
            long windowEvents,
            long residentRows,
            List<TaskReport> tasks) {
        this(
                learner,
                model,
                epoch,
                step,
                learned,
                pending,
                skippedBatches,
                eventTimeMillis,
                windowEvents,
                residentRows,
                0,
                List.of(),
                false,
                tasks);
    }

    /** The same with why snapshots were refused. */
    public MetricsReport refused(int times, List<String> reasons, boolean alarmed) {
        return new MetricsReport(
                learner,
                model,
                epoch,
                step,
                learned,
                pending,
                skippedBatches,
                eventTimeMillis,
                windowEvents,
                residentRows,
                times,
                reasons,
                alarmed,
                tasks);
    }
}
