package io.primacy.ops.savepoint;

import io.primacy.ops.flink.FlinkClient;
import io.primacy.ops.flink.JobCheckpoints;
import io.primacy.ops.flink.JobOverview;
import io.primacy.ops.flink.Polling;
import io.primacy.schema.report.TaskReport;
import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.schema.snapshot.SnapshotLayout;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes savepoints of a running job and puts them into the catalogue. */
public final class SavepointTaker {
    private final FlinkClient flink;
    private final SavepointCatalogue catalogue;
    private final SavepointContents contents;
    private final Path published;
    private final SnapshotReader snapshots;
    private final Clock clock;

    /**
     * @param flink the job's cluster
     * @param catalogue takes the entries
     * @param contents reads what was written
     * @param published where the job publishes: for how its models do, and for their versions to be
     *     kept as long as the savepoint is
     * @param clock for the entries' time
     */
    public SavepointTaker(
            FlinkClient flink,
            SavepointCatalogue catalogue,
            SavepointContents contents,
            Path published,
            Clock clock) {
        this.flink = flink;
        this.catalogue = catalogue;
        this.contents = contents;
        this.published = published.toAbsolutePath();
        this.snapshots = new SnapshotReader(published);
        this.clock = clock;
    }

    /**
     * Takes a savepoint while the job goes on.
     *
     * @param job running
     * @param note of the operator
     * @param patience how long it may take
     * @throws io.primacy.ops.flink.FlinkRefusedException if it fails
     */
    public SavepointEntry take(
            JobOverview job, SavepointEntry.Origin origin, String note, Duration patience)
            throws IOException {
        Instant begun = clock.instant();
        String request = flink.triggerSavepoint(job.id(), catalogue.directory().toUri().toString());
        String location =
                Polling.await(
                        "the savepoint of job " + job.id(),
                        patience,
                        () -> flink.savepoint(job.id(), request));
        return enter(job, location, begun, origin, note);
    }

    /**
     * Enters a savepoint that Flink has completed.
     *
     * @param location its directory, a URI, below the catalogue's
     * @param begun when it was triggered
     */
    public SavepointEntry enter(
            JobOverview job,
            String location,
            Instant begun,
            SavepointEntry.Origin origin,
            String note)
            throws IOException {
        String id = SavepointCatalogue.idOf(location);
        Optional<FlinkClient.Submitted> submitted = flink.submitted(job.id());
        SavepointEntry entry =
                new SavepointEntry(
                        SavepointEntry.FORMAT_VERSION,
                        id,
                        location,
                        begun.toString(),
                        origin,
                        job.name().replaceFirst("^primacy-", ""),
                        job.id(),
                        checkpointId(job.id(), id),
                        submitted.map(FlinkClient.Submitted::arguments).orElse(List.of()),
                        submitted.map(FlinkClient.Submitted::configDigest).orElse(""),
                        published.toUri().toString(),
                        note,
                        SavepointFiles.describe(catalogue.savepoint(id)),
                        null);
        catalogue.put(entry);
        return describe(entry);
    }

    /** Flink names it among the checkpoints of the job. */
    private long checkpointId(String job, String id) {
        return flink.checkpoints(job)
                .latestSavepoint()
                .filter(s -> SavepointCatalogue.idOf(s.path()).equals(id))
                .map(JobCheckpoints.Completed::id)
                .orElse(0L);
    }

    /** Reads what is in a savepoint of the catalogue, if this process can. */
    public SavepointEntry describe(SavepointEntry entry) throws IOException {
        Optional<SavepointEntry.Contents> read = contents.read(entry);
        if (read.isEmpty()) {
            return entry;
        }
        SavepointEntry.Contents found = read.get();
        SavepointEntry described =
                entry.with(
                        new SavepointEntry.Contents(
                                found.epoch(),
                                found.offsets(),
                                found.skipped(),
                                found.eventTimeFromMillis(),
                                found.eventTimeToMillis(),
                                found.models().stream().map(m -> m.with(figures(m))).toList()));
        catalogue.put(described);
        new KeptVersions(described).keep(clock.instant());
        return described;
    }

    /** How the model did in its last version; nothing if that is not visible (any more). */
    private List<TaskReport> figures(SavepointEntry.Model model) {
        if (model.version() == null) {
            return List.of();
        }
        try {
            return snapshots
                    .manifest(
                            SnapshotLayout.modelDirectory(model.key()),
                            SnapshotVersion.parse(model.version()))
                    .tasks();
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }
}
