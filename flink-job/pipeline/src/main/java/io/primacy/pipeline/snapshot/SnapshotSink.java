package io.primacy.pipeline.snapshot;

import io.primacy.pipeline.publish.Announcer;
import io.primacy.pipeline.publish.Publication;
import io.primacy.pipeline.publish.PublicationSerializer;
import io.primacy.pipeline.publish.SnapshotCommitter;
import io.primacy.pipeline.publish.SnapshotDirectory;
import io.primacy.pipeline.type.ShippedConfig;
import io.primacy.pipeline.upkeep.Upkeep;
import io.primacy.schema.config.LearnerConfig;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Publishes models in two phases. From a checkpoint's barrier on, the writer stages a version's
 * tensors in its directory, on a thread of its own; the checkpoint waits for that, the learner does
 * not. The manifest travels in the checkpoint. Once that is complete, the committer writes the
 * manifest, moves {@code LATEST} and announces the version. A version whose checkpoint fails stays
 * invisible, and is overwritten by the next attempt at it.
 */
public final class SnapshotSink
        implements Sink<SnapshotPart>,
                SupportsCommitter<Publication>,
                SupportsPreCommitTopology<Staging, Publication> {
    private static final long serialVersionUID = 1L;

    /** Keeps no state, but every operator has a name of its own. */
    private static final String STAGED_UID = "staged";

    /** Slow staging fails checkpoints before it fails the job: Flink tolerates three in a row. */
    private static final int PATIENCE = 4;

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
        return writer(context.getMailboxExecutor());
    }

    @Override
    public SimpleVersionedSerializer<Staging> getWriteResultSerializer() {
        return new Staging.Serializer();
    }

    @Override
    public DataStream<CommittableMessage<Publication>> addPreCommitTopology(
            DataStream<CommittableMessage<Staging>> stagings) {
        long checkpoint =
                stagings.getExecutionEnvironment().getCheckpointConfig().getCheckpointTimeout();
        return stagings.transform(
                        "Await staged",
                        CommittableMessageTypeInfo.of(PublicationSerializer::new),
                        new AwaitStaged(
                                config.unpack().snapshot().directory(),
                                Duration.ofMillis(PATIENCE * checkpoint)))
                .uid(STAGED_UID)
                .startNewChain();
    }

    @Override
    public Committer<Publication> createCommitter(CommitterInitContext context) {
        return committer(announcers.create());
    }

    @Override
    public SimpleVersionedSerializer<Publication> getCommittableSerializer() {
        return new PublicationSerializer();
    }

    SnapshotWriter writer(MailboxExecutor mailbox) {
        LearnerConfig learner = config.unpack();
        return new SnapshotWriter(
                learner,
                new SnapshotDirectory(learner.snapshot().directory()),
                Clock.systemUTC(),
                mailbox);
    }

    Committer<Publication> committer(Announcer announcer) {
        LearnerConfig learner = config.unpack();
        SnapshotDirectory directory = new SnapshotDirectory(learner.snapshot().directory());
        return new SnapshotCommitter(
                learner.name(),
                directory,
                announcer,
                Clock.systemUTC(),
                new Upkeep(directory, learner.snapshot(), Clock.systemUTC()));
    }
}
