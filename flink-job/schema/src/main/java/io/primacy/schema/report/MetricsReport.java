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
        List<TaskReport> tasks) {

    public MetricsReport {
        tasks = List.copyOf(tasks);
    }
}
