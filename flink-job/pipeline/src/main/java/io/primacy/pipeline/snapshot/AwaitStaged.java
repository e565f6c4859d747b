package io.primacy.pipeline.snapshot;

import io.primacy.pipeline.publish.Publication;
import io.primacy.pipeline.publish.SnapshotDirectory;
import java.io.IOException;
import java.util.Optional;
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
    private static final long LONGEST_WAIT_MILLIS = 200;

    private final String directoryUri;
    private transient SnapshotDirectory directory;

    /**
     * @param directoryUri where versions are staged
     */
    AwaitStaged(String directoryUri) {
        this.directoryUri = directoryUri;
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
        long wait = 1;
        Optional<byte[]> manifest = Optional.empty();
        while (manifest.isEmpty()) {
            manifest = directory.takeStaged(staging.model(), staging.version(), staging.file());
            if (manifest.isEmpty()) {
                Thread.sleep(wait);
                wait = Math.min(LONGEST_WAIT_MILLIS, 2 * wait);
            }
        }
        return new Publication(
                staging.model(),
                staging.version(),
                staging.checkpointId(),
                staging.learned(),
                manifest.get());
    }
}
