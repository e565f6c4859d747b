package io.primacy.schema.report;

/**
 * A publication, as announced on the compacted snapshots topic (JSON, keyed by model).
 *
 * @param learner the config's name
 * @param model model key
 * @param version {@code epoch-sequence}
 * @param path URI of the version's directory
 * @param checkpointId the completed checkpoint that contains it
 * @param learned events learned up to it
 */
public record SnapshotAnnouncement(
        String learner,
        String model,
        String version,
        String path,
        long checkpointId,
        long learned) {}
