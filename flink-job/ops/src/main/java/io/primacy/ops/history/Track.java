package io.primacy.ops.history;

import java.util.List;

/**
 * Figures of one thing over time, remembered in several resolutions at once. Its size is fixed when
 * it is made: per slot 16 bytes and 4 per column. Not thread-safe.
 */
public final class Track {
    private final int columns;
    private final Ring[] rings;

    /**
     * @param columns figures per point
     * @param resolutions finest first
     */
    public Track(int columns, List<Resolution> resolutions) {
        this.columns = columns;
        rings = resolutions.stream().map(r -> new Ring(r, columns)).toArray(Ring[]::new);
    }

    /** Figures per point. */
    public int columns() {
        return columns;
    }

    /**
     * Takes a point; points may come in any order.
     *
     * @param at when, ms since 1970
     * @param count a count that only grows
     * @param figures one per column; NaN: there is none
     */
    public void put(long at, long count, float[] figures) {
        for (Ring ring : rings) {
            ring.put(at, count, figures);
        }
    }

    /**
     * The points of a stretch of time, in the finest resolution that covers it whole, else in the
     * coarsest.
     */
    public Window read(long from, long to) {
        for (Ring ring : rings) {
            if (ring.resolution().span().toMillis() >= to - from) {
                return ring.read(from, to);
            }
        }
        return rings[rings.length - 1].read(from, to);
    }
}
