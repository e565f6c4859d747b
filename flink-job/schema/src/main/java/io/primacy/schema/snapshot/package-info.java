/**
 * Published models on a file system: layout, manifest, tensors. Start at {@code Manifest}.
 */
package io.primacy.schema.snapshot;
