package io.primacy.learner.rows;

import java.util.Arrays;

/** From a 64-bit id to a slot: open addressing in flat arrays, at most half full. */
final class RowIndex {
    /** Heap of one entry, bytes, where all that is set aside is used. */
    static final int BYTES_PER_ENTRY = 2 * 12;

    private static final int CELL_BYTES = 8 + 4;
    private static final int MIN_CELLS = 64;

    static final int ABSENT = -1;

    private long[] ids = new long[MIN_CELLS];
    private int[] slots = new int[MIN_CELLS];
    private int size;

    RowIndex() {
        Arrays.fill(slots, ABSENT);
    }

    /** The id's slot or {@link #ABSENT}. */
    int find(long id) {
        return slots[cell(id)];
    }

    /** Reads what {@link #find} will read first, and returns something that depends on it. */
    int prefetch(long id) {
        int cell = home(id);
        return slots[cell] ^ (int) ids[cell];
    }

    /** Adds an id that is not there. */
    void add(long id, int slot) {
        size++;
        if (2L * size > slots.length) {
            resize(2 * slots.length);
        }
        int cell = cell(id);
        ids[cell] = id;
        slots[cell] = slot;
    }

    /** Says that the row of an id that is there is in another slot now. */
    void move(long id, int slot) {
        slots[cell(id)] = slot;
    }

    /** Heap that all of it takes, bytes, with what is set aside for ids to come. */
    long heapBytes() {
        return (long) slots.length * CELL_BYTES;
    }

    /** Gives back what is set aside if that is much more than is used. */
    void trim() {
        int cells = slots.length;
        while (cells > MIN_CELLS && 8L * size < cells) {
            cells /= 2;
        }
        if (cells < slots.length) {
            resize(cells);
        }
    }

    /** Removes an id that is there; whoever stood behind it moves up, so no mark is left. */
    void remove(long id) {
        int mask = slots.length - 1;
        int hole = cell(id);
        int next = (hole + 1) & mask;
        while (slots[next] != ABSENT) {
            if (((next - home(ids[next])) & mask) >= ((next - hole) & mask)) {
                ids[hole] = ids[next];
                slots[hole] = slots[next];
                hole = next;
            }
            next = (next + 1) & mask;
        }
        slots[hole] = ABSENT;
        size--;
    }

    private int cell(long id) {
        int mask = slots.length - 1;
        int cell = home(id);
        while (slots[cell] != ABSENT && ids[cell] != id) {
            cell = (cell + 1) & mask;
        }
        return cell;
    }

    private int home(long id) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & (slots.length - 1);
    }

    private void resize(int cells) {
        long[] oldIds = ids;
        int[] oldSlots = slots;
        ids = new long[cells];
        slots = new int[cells];
        Arrays.fill(slots, ABSENT);
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldSlots[i] != ABSENT) {
                int cell = cell(oldIds[i]);
                ids[cell] = oldIds[i];
                slots[cell] = oldSlots[i];
            }
        }
    }
}
