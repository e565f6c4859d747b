/**
 * The dashboard put together: room, sources, server. Start at {@link
 * io.primacy.ops.dashboard.Dashboard}.
 */
package io.primacy.ops.dashboard;
