package io.primacy.ops.flink;

import java.util.Optional;

/**
 * A job's checkpoints since its job manager started.
 *
 * @param completed how many, savepoints included
 * @param failed how many
 * @param restored how often the job was restored from one
 * @param latest the latest one that is kept: of checkpoints
 * @param latestSavepoint the latest one: of savepoints
 */
public record JobCheckpoints(
        int completed,
        int failed,
        int restored,
        Optional<Completed> latest,
        Optional<Completed> latestSavepoint) {

    /**
     * A completed checkpoint or savepoint.
     *
     * @param id its number
     * @param path its directory, a URI
     * @param triggerMillis when it began, ms since 1970
     */
    public record Completed(long id, String path, long triggerMillis) {}
}
