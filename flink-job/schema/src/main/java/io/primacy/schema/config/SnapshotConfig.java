package io.primacy.schema.config;

import java.time.Duration;

/**
 * What is published, and when.
 *
 * @param directory URI of the snapshot directory
 * @param everyCheckpoints a snapshot at every n-th checkpoint, ≥ 1
 * @param checkpointInterval wall-clock time between checkpoints
 * @param baseEvery versions from one that is folded into a base to the next, ≥ 1
 * @param deltaMemoryBytes heap that the rows changed since a model's last version may take
 * @param keepVersions versions of a model that are kept, ≥ 1
 * @param keepAge versions younger than this are kept, too; zero: none for their age
 * @param gate what a model must be like to be published
 */
public record SnapshotConfig(
        String directory,
        int everyCheckpoints,
        Duration checkpointInterval,
        int baseEvery,
        long deltaMemoryBytes,
        int keepVersions,
        Duration keepAge,
        GateConfig gate) {

    /** With the defaults of everything that has one. */
    public SnapshotConfig(String directory, int everyCheckpoints, Duration checkpointInterval) {
        this(
                directory,
                everyCheckpoints,
                checkpointInterval,
                20,
                256L << 20,
                Integer.MAX_VALUE,
                Duration.ZERO,
                GateConfig.OPEN);
    }

    /** The same elsewhere. */
    public SnapshotConfig in(String otherDirectory) {
        return new SnapshotConfig(
                otherDirectory,
                everyCheckpoints,
                checkpointInterval,
                baseEvery,
                deltaMemoryBytes,
                keepVersions,
                keepAge,
                gate);
    }

    static SnapshotConfig read(Section s) {
        SnapshotConfig snapshot =
                new SnapshotConfig(
                        s.requiredText("directory", "name the directory that snapshots go to"),
                        s.integer("every-checkpoints", 1, 1, Integer.MAX_VALUE),
                        s.duration("checkpoint-interval", Duration.ofSeconds(10), false),
                        s.integer("base-every", 20, 1, Integer.MAX_VALUE),
                        s.bytes("delta-memory", 256L << 20, 1 << 20, 64L << 30),
                        s.integer("keep", 200, 1, Integer.MAX_VALUE),
                        s.duration("keep-for", Duration.ofHours(24), true),
                        GateConfig.read(s.section("gate")));
        s.refuseUnknownKeys();
        return snapshot;
    }
}
