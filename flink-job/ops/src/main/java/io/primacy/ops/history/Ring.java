package io.primacy.ops.history;

import java.util.Arrays;

/**
 * The last value of each slot of time, in flat arrays of a fixed size. A slot's place follows from
 * its time, so that points may come in any order.
 */
final class Ring {
    private static final long NEVER = Long.MIN_VALUE;

    private final Resolution resolution;
    private final int columns;
    private final long[] at;
    private final long[] count;
    private final float[] values;

    Ring(Resolution resolution, int columns) {
        this.resolution = resolution;
        this.columns = columns;
        at = new long[resolution.slots()];
        count = new long[resolution.slots()];
        values = new float[resolution.slots() * columns];
        Arrays.fill(at, NEVER);
    }

    /** Takes a point unless its slot holds a later one. */
    void put(long when, long counted, float[] figures) {
        int slot = (int) Math.floorMod(when / resolution.step(), (long) resolution.slots());
        if (when < at[slot]) {
            return;
        }
        at[slot] = when;
        count[slot] = counted;
        System.arraycopy(figures, 0, values, slot * columns, columns);
    }

    /** The points from {@code from} to {@code to}, both included. */
    Window read(long from, long to) {
        long step = resolution.step();
        long last = to / step;
        long first = Math.max(from / step, last - resolution.slots() + 1);
        int[] slots = new int[(int) Math.max(0, last - first + 1)];
        int found = 0;
        for (long number = first; number <= last; number++) {
            int slot = (int) Math.floorMod(number, (long) resolution.slots());
            if (at[slot] != NEVER
                    && at[slot] / step == number
                    && at[slot] >= from
                    && at[slot] <= to) {
                slots[found++] = slot;
            }
        }
        return copy(Arrays.copyOf(slots, found));
    }

    private Window copy(int[] slots) {
        long[] times = new long[slots.length];
        long[] counts = new long[slots.length];
        float[][] figures = new float[columns][slots.length];
        for (int i = 0; i < slots.length; i++) {
            times[i] = at[slots[i]];
            counts[i] = count[slots[i]];
            for (int c = 0; c < columns; c++) {
                figures[c][i] = values[slots[i] * columns + c];
            }
        }
        return new Window(resolution.step(), times, counts, figures);
    }

    Resolution resolution() {
        return resolution;
    }
}
