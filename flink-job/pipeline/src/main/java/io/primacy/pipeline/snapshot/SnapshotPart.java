package io.primacy.pipeline.snapshot;

import io.primacy.learner.NamedTensor;
import io.primacy.schema.report.MetricsReport;
import java.util.List;

/**
 * A snapshot as a stream: one {@link Begin}, dense tensors, rows in any order, one {@link End} or
 * {@link Abandoned}. Parts of two snapshots of one subtask never mix, and no barrier falls between
 * the parts of one.
 */
public sealed interface SnapshotPart {

    /**
     * The snapshot's identity and everything small.
     *
     * @param model model key
     * @param epoch lineage epoch of its version
     * @param sequence sequence of its version in the epoch, from 1
     * @param complete whether all rows follow, not only those that changed since the parent
     * @param distinct whether each row comes once; there may be more of them than memory holds
     * @param parent the version that it follows, {@code epoch-sequence}; {@code null}: none
     * @param checkpointId the checkpoint at whose barrier it is taken; at the stream's end, the
     *     first that can contain it
     * @param report how the model does
     * @param nextOffsets by Kafka partition: the offset to learn next; −1 where never seen
     */
    record Begin(
            String model,
            int epoch,
            long sequence,
            boolean complete,
            boolean distinct,
            String parent,
            long checkpointId,
            MetricsReport report,
            long[] nextOffsets)
            implements SnapshotPart {}

    /**
     * A dense tensor.
     *
     * @param tensor its name, shape and values
     */
    record Dense(NamedTensor tensor) implements SnapshotPart {}

    /**
     * Some embedding rows. Of several of one id, the last counts.
     *
     * @param dimension floats of a row
     * @param ids their ids
     * @param vectors their vectors, one after the other
     */
    record Rows(int dimension, long[] ids, float[] vectors) implements SnapshotPart {}

    /**
     * The snapshot is whole.
     *
     * @param model model key, as at its beginning
     */
    record End(String model) implements SnapshotPart {}

    /**
     * What has come of the snapshot is to be forgotten: there is no such version.
     *
     * @param model model key, as at its beginning
     */
    record Abandoned(String model) implements SnapshotPart {}

    /**
     * The gate refused a snapshot; what changed rides in the next one.
     *
     * @param model model key
     * @param version the version that it would have been
     * @param checkpointId the checkpoint at whose barrier
     * @param learned events learned
     * @param reasons why
     * @param inARow refusals since the last version
     * @param alarm whether there are too many
     */
    record Refused(
            String model,
            String version,
            long checkpointId,
            long learned,
            List<String> reasons,
            int inARow,
            boolean alarm)
            implements SnapshotPart {}
}
