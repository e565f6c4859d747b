package io.primacy.ops.history;

/**
 * A stretch of a track, ascending.
 *
 * @param step ms between two points where nothing is missing
 * @param at by point: when it was said, ms since 1970
 * @param count by point: a count that only grows, such as events learned
 * @param columns by column, by point; NaN: there was no such figure
 */
public record Window(long step, long[] at, long[] count, float[][] columns) {}
