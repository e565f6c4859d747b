package io.primacy.pipeline.snapshot;

import io.primacy.pipeline.publish.SnapshotDirectory;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.schema.snapshot.alias.Refusals;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;

/**
 * Has the snapshots that come before a barrier staged on a thread of its own, while learning goes
 * on. What it hands on at the barrier is where the manifest will be; {@link AwaitStaged} holds up
 * the checkpoint, and it alone, until that is there. Keeps nothing from one barrier to the next.
 */
final class SnapshotWriter implements CommittingSinkWriter<SnapshotPart, Staging> {
    private final LearnerConfig config;
    private final SnapshotDirectory directory;
    private final Clock clock;
    private final StagingThread thread;
    private final List<Staging> staged = new ArrayList<>();
    private final Set<String> swept = new HashSet<>();
    private StagedVersion current;
    private Staging staging;

    /**
     * @param clock for the record of refusals
     * @param mailbox told if staging fails; {@code null}: the next call fails
     */
    SnapshotWriter(
            LearnerConfig config,
            SnapshotDirectory directory,
            Clock clock,
            MailboxExecutor mailbox) {
        this.config = config;
        this.directory = directory;
        this.clock = clock;
        this.thread = new StagingThread(config.name(), mailbox);
    }

    @Override
    public void write(SnapshotPart part, Context context) throws IOException, InterruptedException {
        if (part instanceof SnapshotPart.Begin begin) {
            begin(begin);
        } else if (part instanceof SnapshotPart.Dense dense) {
            StagedVersion version = current;
            thread.execute(0, () -> version.add(dense.tensor()));
        } else if (part instanceof SnapshotPart.Rows rows) {
            StagedVersion version = current;
            long bytes = (long) rows.ids().length * (Long.BYTES + Float.BYTES * rows.dimension());
            thread.execute(bytes, () -> version.add(rows));
        } else if (part instanceof SnapshotPart.End) {
            end();
        } else if (part instanceof SnapshotPart.Abandoned) {
            thread.execute(0, current::close);
            current = null;
        } else if (part instanceof SnapshotPart.Refused refused) {
            thread.execute(0, () -> record(refused));
        }
    }

    private void record(SnapshotPart.Refused refused) throws IOException {
        new Refusals(directory.files(refused.model()))
                .add(
                        new Refusals.Refusal(
                                refused.version(),
                                clock.instant().toString(),
                                refused.checkpointId(),
                                refused.learned(),
                                refused.reasons(),
                                refused.inARow(),
                                refused.alarm()));
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (current != null) {
            throw new IllegalStateException(
                    "A barrier fell into the snapshot of model '"
                            + staging.model()
                            + "'; its parts must come together.");
        }
        if (endOfInput) {
            thread.await();
        }
    }

    @Override
    public Collection<Staging> prepareCommit() {
        List<Staging> stagings = List.copyOf(staged);
        staged.clear();
        return stagings;
    }

    @Override
    public void close() throws Exception {
        thread.close();
    }

    private void begin(SnapshotPart.Begin begin) throws IOException, InterruptedException {
        SnapshotVersion version = new SnapshotVersion(begin.epoch(), begin.sequence());
        staging =
                new Staging(
                        begin.model(),
                        version.toString(),
                        begin.checkpointId(),
                        begin.report().learned(),
                        UUID.randomUUID().toString());
        current = new StagedVersion(config, begin, directory.version(begin.model(), version));
        boolean first = swept.add(begin.model());
        thread.execute(
                0,
                () -> {
                    refuseVisible(begin.model(), version);
                    if (first) {
                        directory.sweep(begin.model(), version);
                    }
                });
    }

    private void end() throws IOException, InterruptedException {
        StagedVersion version = current;
        Staging done = staging;
        thread.execute(
                0,
                () -> {
                    try (version) {
                        byte[] manifest = version.finish();
                        directory.stage(done.model(), done.version(), done.file(), manifest);
                    }
                });
        staged.add(done);
        current = null;
    }

    private void refuseVisible(String model, SnapshotVersion version) throws IOException {
        if (directory.isVisible(model, version)) {
            throw new IllegalStateException(
                    "Version "
                            + version
                            + " of model '"
                            + model
                            + "' is already published in "
                            + directory.version(model, version)
                            + "; this job was restored from a state before it. Restore the latest"
                            + " one, or give this run a snapshot directory of its own.");
        }
    }
}
