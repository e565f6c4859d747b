package io.primacy.pipeline.snapshot;

import io.primacy.pipeline.publish.Publication;
import io.primacy.pipeline.publish.SnapshotDirectory;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.snapshot.SnapshotVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;

/** Stages the snapshots that come before a barrier. Keeps nothing from one barrier to the next. */
final class SnapshotWriter implements CommittingSinkWriter<SnapshotPart, Publication> {
    private final LearnerConfig config;
    private final SnapshotDirectory directory;
    private final List<Publication> staged = new ArrayList<>();
    private StagedVersion current;

    SnapshotWriter(LearnerConfig config, SnapshotDirectory directory) {
        this.config = config;
        this.directory = directory;
    }

    @Override
    public void write(SnapshotPart part, Context context) throws IOException {
        if (part instanceof SnapshotPart.Begin begin) {
            begin(begin);
        } else if (part instanceof SnapshotPart.Dense dense) {
            current.add(dense.tensor());
        } else if (part instanceof SnapshotPart.Rows rows) {
            current.add(rows);
        } else if (part instanceof SnapshotPart.End) {
            staged.add(current.finish());
            current = null;
        }
    }

    @Override
    public void flush(boolean endOfInput) {
        if (current != null) {
            throw new IllegalStateException(
                    "A barrier fell into the snapshot of model '"
                            + current.model()
                            + "'; its parts must come together.");
        }
    }

    @Override
    public Collection<Publication> prepareCommit() {
        List<Publication> publications = List.copyOf(staged);
        staged.clear();
        return publications;
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    private void begin(SnapshotPart.Begin begin) throws IOException {
        SnapshotVersion version = new SnapshotVersion(begin.epoch(), begin.sequence());
        if (directory.isVisible(begin.model(), version)) {
            throw new IllegalStateException(
                    "Version "
                            + version
                            + " of model '"
                            + begin.model()
                            + "' is already published in "
                            + directory.version(begin.model(), version)
                            + "; this job was restored from a state before it. Restore the latest"
                            + " one, or give this run a snapshot directory of its own.");
        }
        current = new StagedVersion(config, begin, directory.version(begin.model(), version));
    }
}
