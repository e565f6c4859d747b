package io.primacy.ops.room;

/**
 * A job on Flink.
 *
 * @param id Flink's job id
 * @param name its name, {@code primacy-<learner>}
 * @param state Flink's word for it: RUNNING, RESTARTING, FAILED, …
 * @param startedAt ms since 1970
 * @param lag events in the topic that it has not read; −1: unknown
 * @param restarts since it was submitted; −1: unknown
 * @param completed checkpoints completed
 * @param failed checkpoints failed
 * @param checkpoint the last completed one; {@code null}: none yet
 */
public record Job(
        String id,
        String name,
        String state,
        long startedAt,
        long lag,
        long restarts,
        long completed,
        long failed,
        Checkpoint checkpoint) {

    /**
     * A completed checkpoint.
     *
     * @param id its number
     * @param at when it was complete, ms since 1970
     * @param millis how long it took
     * @param bytes of the whole state
     */
    public record Checkpoint(long id, long at, long millis, long bytes) {}
}
