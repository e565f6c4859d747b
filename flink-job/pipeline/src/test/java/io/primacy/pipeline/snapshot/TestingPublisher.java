package io.primacy.pipeline.snapshot;

import io.primacy.pipeline.publish.Announcer;
import io.primacy.pipeline.publish.Publication;
import io.primacy.pipeline.publish.SnapshotDirectory;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.report.SnapshotAnnouncement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;

/** The snapshot sink of one subtask, driven by hand. */
public final class TestingPublisher implements AutoCloseable {
    private final SnapshotDirectory directory;
    private final SnapshotWriter writer;
    private final Committer<Publication> committer;
    private final List<SnapshotAnnouncement> announced = new ArrayList<>();

    public TestingPublisher(LearnerConfig config) {
        directory = new SnapshotDirectory(config.snapshot().directory());
        SnapshotSink sink =
                new SnapshotSink(
                        config,
                        () -> {
                            throw new IllegalStateException("The committer is made by hand.");
                        });
        writer = sink.writer(null);
        committer = sink.committer(announcer());
    }

    private Announcer announcer() {
        return new Announcer() {
            @Override
            public void announce(List<SnapshotAnnouncement> announcements) {
                announced.addAll(announcements);
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        };
    }

    /** Stages what came before a barrier, and waits until it is staged. */
    public List<Publication> stage(List<SnapshotPart> parts) throws Exception {
        for (SnapshotPart part : parts) {
            writer.write(part, null);
        }
        writer.flush(true);
        List<Publication> publications = new ArrayList<>();
        for (Staging staging : writer.prepareCommit()) {
            publications.add(
                    new Publication(
                            staging.model(),
                            staging.version(),
                            staging.checkpointId(),
                            staging.learned(),
                            directory
                                    .takeStaged(staging.model(), staging.version(), staging.file())
                                    .orElseThrow()));
        }
        return publications;
    }

    /** The checkpoint is complete. */
    public void commit(List<Publication> publications) throws IOException, InterruptedException {
        List<Committer.CommitRequest<Publication>> requests = new ArrayList<>();
        publications.forEach(p -> requests.add(new Request(p)));
        committer.commit(requests);
    }

    /** Stages and commits. */
    public void publish(List<SnapshotPart> parts) throws Exception {
        commit(stage(parts));
    }

    /** All announcements so far. */
    public List<SnapshotAnnouncement> announced() {
        return announced;
    }

    private record Request(Publication committable)
            implements Committer.CommitRequest<Publication> {
        @Override
        public Publication getCommittable() {
            return committable;
        }

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void retryLater() {
            throw new AssertionError("nobody retries");
        }

        @Override
        public void updateAndRetryLater(Publication other) {
            throw new AssertionError("nobody retries");
        }

        @Override
        public void signalAlreadyCommitted() {
            // Doing it twice changes nothing.
        }
    }

    @Override
    public void close() throws Exception {
        writer.close();
        committer.close();
    }
}
