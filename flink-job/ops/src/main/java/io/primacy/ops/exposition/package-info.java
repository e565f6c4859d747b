/**
 * The control room as Prometheus sees it: documented names, bounded labels. Start at {@link
 * io.primacy.ops.exposition.RoomMetrics}.
 */
package io.primacy.ops.exposition;
