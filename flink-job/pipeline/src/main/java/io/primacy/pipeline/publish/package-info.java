/**
 * Models on their way out, second phase: once a checkpoint is complete, its staged snapshots become
 * visible and are announced. Start at {@link io.primacy.pipeline.publish.SnapshotCommitter}.
 */
package io.primacy.pipeline.publish;
