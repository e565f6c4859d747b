package io.primacy.ops.rollback.plan;

import io.primacy.schema.savepoint.SavepointEntry;
import java.util.List;
import java.util.Map;

/**
 * What a plan is made from.
 *
 * @param id of the rollback
 * @param time when it is planned, ISO 8601
 * @param learner the config's name
 * @param target what is gone back to, described
 * @param models keys of those that go back; none: all do
 * @param problems of its files
 * @param configDigest of the config that the restored job reads
 * @param jobId of the job that runs now
 * @param jobArguments what that was submitted with
 * @param jar the job's jar, a path
 * @param stopDirectory where the running job leaves its own savepoint, a URI
 * @param events where the topic's partitions begin and end, and where the chosen times are
 * @param aliases what becomes of the served versions
 */
public record Facts(
        String id,
        String time,
        String learner,
        SavepointEntry target,
        List<String> models,
        List<String> problems,
        String configDigest,
        String jobId,
        List<String> jobArguments,
        String jar,
        String stopDirectory,
        Map<Integer, Partition> events,
        List<AliasMove> aliases) {

    /**
     * A partition of the events' topic.
     *
     * @param beginning its first offset that is kept
     * @param end one past its last
     * @param from first offset of the chosen time, or of the skipped time; the end if there is none
     * @param to first offset after the skipped time; the end if there is none
     */
    public record Partition(long beginning, long end, long from, long to) {}
}
