package io.primacy.pipeline.snapshot;

import io.primacy.pipeline.publish.Publication;
import io.primacy.pipeline.publish.SnapshotDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Waits until a version is staged, in a task of its own: the barrier behind it waits, too, so that
 * its checkpoint is not complete before, but the learner does not.
 */
final class AwaitStaged extends AbstractStreamOperator<CommittableMessage<Publication>>
        implements OneInputStreamOperator<
                CommittableMessage<Staging>, CommittableMessage<Publication>> {
    private static final long serialVersionUID = 1L;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final String directoryUri;
    private final Duration limit;
    private transient SnapshotDirectory directory;

    /**
     * @param directoryUri where versions are staged
     * @param limit how long to wait for one; then the task fails
     */
    AwaitStaged(String directoryUri, Duration limit) {
        this.directoryUri = directoryUri;
        this.limit = limit;
    }

    @Override
    public void open() throws Exception {
        super.open();
        directory = new SnapshotDirectory(directoryUri);
    }

    @Override
    public void processElement(StreamRecord<CommittableMessage<Staging>> element)
            throws IOException, InterruptedException {
        CommittableMessage<Staging> message = element.getValue();
        if (message instanceof CommittableSummary<Staging> summary) {
            output.collect(new StreamRecord<>(summary.map()));
        } else if (message instanceof CommittableWithLineage<Staging> one) {
            Publication publication = await(one.getCommittable());
            output.collect(new StreamRecord<>(one.map(staging -> publication)));
        }
    }

    private Publication await(Staging staging) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        long pause = 1;
        Optional<byte[]> manifest =
                directory.takeStaged(staging.model(), staging.version(), staging.file());
        while (manifest.isEmpty()) {
            if (System.nanoTime() - begun > limit.toNanos()) {
                throw new IOException(tooLate(staging));
            }
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
            manifest = directory.takeStaged(staging.model(), staging.version(), staging.file());
        }
        return new Publication(
                staging.model(),
                staging.version(),
                staging.checkpointId(),
                staging.learned(),
                manifest.get());
    }

    private String tooLate(Staging staging) {
        return "Version "
                + staging.version()
                + " of model '"
                + staging.model()
                + "' was not staged within "
                + limit
                + ": "
                + staging.file()
                + " is missing in its directory below "
                + directoryUri
                + ". Either the task that stages it is gone, or the store is too slow for"
                + " execution.checkpointing.timeout; give that more time, or publish less often"
                + " (snapshot.every-checkpoints).";
    }
}
