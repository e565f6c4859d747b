package io.primacy.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.local.traffic.TrafficSimulator;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.snapshot.LoadedSnapshot;
import io.primacy.schema.snapshot.Manifest;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Checks what a drained run published: every version loads, is kept by a complete checkpoint, and
 * has learned exactly the events before its offset.
 */
final class Audit {
    private static final String MODEL = EventsConfig.SINGLE_MODEL;

    private final Workload workload;
    private final Path snapshots;
    private final Path jobManagerLog;
    private final String job;

    Audit(Workload workload, Path snapshots, Path jobManagerLog, String job) {
        this.workload = workload;
        this.snapshots = snapshots;
        this.jobManagerLog = jobManagerLog;
        this.job = job;
    }

    /** Offsets of the broken ones among the first events. */
    static SortedSet<Long> brokenOffsets(long events) {
        SortedSet<Long> offsets = new TreeSet<>();
        for (long i = TrafficSimulator.BROKEN_EVERY;
                i <= events;
                i += TrafficSimulator.BROKEN_EVERY) {
            offsets.add(i - 1);
        }
        return offsets;
    }

    /** Checks everything; returns what another run must have come to, too. */
    Outcome outcome() throws IOException {
        SnapshotReader reader = new SnapshotReader(snapshots);
        CheckpointLog checkpoints = CheckpointLog.read(jobManagerLog, job);
        List<SnapshotVersion> versions = reader.versions(MODEL);
        assertThat(versions).as("versions in %s", snapshots).isNotEmpty();
        SnapshotVersion last = versions.get(versions.size() - 1);
        assertThat(reader.latest(MODEL)).contains(last);
        long before = 0;
        for (SnapshotVersion version : versions) {
            Manifest manifest = loaded(reader, version).manifest();
            assertThat(manifest.learned()).as("%s learned", version).isGreaterThan(before);
            before = manifest.learned();
            assertThat(checkpoints.isKept(manifest.checkpointId()))
                    .as(
                            "checkpoint %d of %s is kept: %s",
                            manifest.checkpointId(), version, checkpoints)
                    .isTrue();
            assertThat(manifest.learned()).isEqualTo(Workload.BATCH * manifest.step());
            long next = manifest.offsets().get(0).next();
            assertThat(manifest.learned())
                    .as("%s learned, next offset %d", version, next)
                    .isEqualTo(Workload.usable(next));
        }
        return finished(reader, last);
    }

    private static LoadedSnapshot loaded(SnapshotReader reader, SnapshotVersion version)
            throws IOException {
        LoadedSnapshot snapshot = reader.load(MODEL, version);
        assertThat(snapshot.dense()).isNotEmpty();
        assertThat(snapshot.embeddings()).isNotEmpty();
        return snapshot;
    }

    private Outcome finished(SnapshotReader reader, SnapshotVersion last) throws IOException {
        Manifest manifest = reader.manifest(MODEL, last);
        assertThat(manifest.learned()).as("events learned").isEqualTo(workload.usable());
        assertThat(manifest.step()).as("batches learned").isEqualTo(workload.batches());
        return new Outcome(manifest.learned(), manifest.step(), loaded(reader, last).digest());
    }
}
