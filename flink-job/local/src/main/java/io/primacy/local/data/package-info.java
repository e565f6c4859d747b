/**
 * What a run keeps on disk: the broker's data, checkpoints, savepoints, snapshots, logs. Start at
 * {@link io.primacy.local.data.DataDirectory}.
 */
package io.primacy.local.data;
