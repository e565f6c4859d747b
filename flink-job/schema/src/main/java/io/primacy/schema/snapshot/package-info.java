/**
 * Published models on a file system: layout, manifest, tensors. Start at {@link
 * io.primacy.schema.snapshot.SnapshotLayout}.
 */
package io.primacy.schema.snapshot;
