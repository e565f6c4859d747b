package io.primacy.pipeline.snapshot;

import io.primacy.pipeline.publish.Announcer;
import io.primacy.pipeline.publish.Publication;
import io.primacy.pipeline.publish.PublicationSerializer;
import io.primacy.pipeline.publish.SnapshotCommitter;
import io.primacy.pipeline.publish.SnapshotDirectory;
import io.primacy.pipeline.type.ShippedConfig;
import io.primacy.schema.config.LearnerConfig;
import java.time.Clock;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Publishes models in two phases. Before a checkpoint the writer stages a version's tensors in its
 * directory; its manifest travels in the checkpoint. Once that is complete, the committer writes
 * the manifest, moves {@code LATEST} and announces the version. A version whose checkpoint fails
 * stays invisible, and is overwritten by the next attempt at it.
 */
public final class SnapshotSink implements Sink<SnapshotPart>, SupportsCommitter<Publication> {
    private static final long serialVersionUID = 1L;

    private final ShippedConfig config;
    private final Announcer.Factory announcers;

    /**
     * @param config the learner; its snapshot directory must be an absolute URI
     * @param announcers make what announces visible versions
     */
    public SnapshotSink(LearnerConfig config, Announcer.Factory announcers) {
        this.config = ShippedConfig.of(config);
        this.announcers = announcers;
    }

    @Override
    public SnapshotWriter createWriter(WriterInitContext context) {
        return writer();
    }

    @Override
    public Committer<Publication> createCommitter(CommitterInitContext context) {
        return committer();
    }

    @Override
    public SimpleVersionedSerializer<Publication> getCommittableSerializer() {
        return new PublicationSerializer();
    }

    SnapshotWriter writer() {
        LearnerConfig learner = config.unpack();
        return new SnapshotWriter(learner, new SnapshotDirectory(learner.snapshot().directory()));
    }

    Committer<Publication> committer() {
        LearnerConfig learner = config.unpack();
        return new SnapshotCommitter(
                learner.name(),
                new SnapshotDirectory(learner.snapshot().directory()),
                announcers.create(),
                Clock.systemUTC());
    }
}
