package io.primacy.schema.report;

import java.util.List;

/**
 * A publication, as announced on the compacted snapshots topic (JSON, keyed by model).
 *
 * @param learner the config's name
 * @param model model key
 * @param version {@code epoch-sequence}
 * @param path URI of the version's directory
 * @param checkpointId the completed checkpoint that contains it
 * @param learned events learned up to it
 * @param aliases the aliases that the job moved to it: {@code latest}, or none if that is held
 */
public record SnapshotAnnouncement(
        String learner,
        String model,
        String version,
        String path,
        long checkpointId,
        long learned,
        List<String> aliases) {

    public SnapshotAnnouncement {
        // Announcements from before there were aliases are of the newest version.
        aliases = aliases == null ? List.of("latest") : List.copyOf(aliases);
    }
}
