/**
 * Looking at published models. Start at {@link io.primacy.ops.command.snapshot.SnapshotCommand}.
 */
package io.primacy.ops.command.snapshot;
