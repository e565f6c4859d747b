/**
 * Figures over time in memory that does not grow: rings of several resolutions. Start at {@link
 * io.primacy.ops.history.Track}.
 */
package io.primacy.ops.history;
