package io.primacy.local.session;

import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.SnapshotAnnouncement;
import java.util.List;

/**
 * How far a run is. Counts begin at the run's start.
 *
 * @param produced events in the topic that were not accounted for when the run began
 * @param learned events learned
 * @param pending events in half-filled batches
 * @param deadLettered events in the dead-letter topic
 * @param committed whether a completed checkpoint covers everything produced
 * @param feeding whether this process still produces
 * @param eventsPerSecond learning speed
 * @param reports the latest of each model
 * @param lastSnapshot the latest publication; {@code null}: none yet
 */
public record Progress(
        long produced,
        long learned,
        long pending,
        long deadLettered,
        boolean committed,
        boolean feeding,
        double eventsPerSecond,
        List<MetricsReport> reports,
        SnapshotAnnouncement lastSnapshot) {

    public Progress {
        reports = List.copyOf(reports);
    }

    /**
     * Whether nothing is left to do. Counts tell it at once; but events of a transactional producer
     * leave gaps between offsets, a batch that waits for ever is not reported, and a skipped batch
     * is not learned: there a checkpoint that covers everything tells it.
     */
    boolean isSettled() {
        return !feeding && (learned + pending + deadLettered == produced || committed);
    }
}
