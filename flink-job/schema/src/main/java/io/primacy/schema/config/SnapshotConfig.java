package io.primacy.schema.config;

import java.time.Duration;

/**
 * What is published, and when.
 *
 * @param directory URI of the snapshot directory
 * @param everyCheckpoints a snapshot at every n-th checkpoint, ≥ 1
 * @param checkpointInterval wall-clock time between checkpoints
 */
public record SnapshotConfig(String directory, int everyCheckpoints, Duration checkpointInterval) {}
