package io.primacy.learner.rows;

import java.util.Arrays;

/**
 * Rows in pages of flat floats, and beside them what is known of each: its id, its flags, when it
 * was learned. Slots are dense but for those that were freed and not yet taken again; {@link #pack}
 * closes these gaps and gives back the pages behind them.
 */
final class RowSlots {
    /** The slot holds a row. */
    static final byte LIVE = 1;

    /** The row is newer than the store. */
    static final byte DIRTY = 2;

    /** The row's id has no row yet. */
    static final byte GUEST = 4;

    /** The row was used since the evicting hand last passed. */
    static final byte USED = 8;

    /** What the store has of the row is in a page of it, not by itself. */
    static final byte PAGED = 16;

    /** Rows of one page; small, so that small models stay small. */
    private static final int PAGE_BITS = 6;

    /** Of a processor's cache. */
    private static final int FLOATS_PER_LINE = 16;

    private static final int FLOATS_TOGETHER = 3 * FLOATS_PER_LINE;

    static final int PAGE_ROWS = 1 << PAGE_BITS;
    private static final int PAGE_MASK = PAGE_ROWS - 1;

    /** Heap per slot beside its floats: flags, id, time. */
    private static final int SLOT_BYTES = 1 + 2 * Long.BYTES;

    private final int rowLength;

    byte[] flags = new byte[0];

    /** Id and time of each slot, side by side: who reads one has the other. */
    private long[] marks = new long[0];

    private float[][] pages = new float[0][];
    private int pageCount;
    private int[] free = new int[0];
    private int freeCount;
    private int end;

    /** Kept so that the reads are made; means nothing. */
    private long read;

    /**
     * @param rowLength floats of a row
     */
    RowSlots(int rowLength) {
        this.rowLength = rowLength;
    }

    /** Slots from 0 that are or were in use. */
    int end() {
        return end;
    }

    /** Pages from 0; what is behind {@link #end} is of no row. */
    int pages() {
        return pageCount;
    }

    /** Rows. */
    int rows() {
        return end - freeCount;
    }

    /** The id whose row the slot holds; of a slot given back, the one it held. */
    long id(int slot) {
        return marks[2 * slot];
    }

    /** Whether the slot is another id's; not if it is negative. There must be rows. */
    boolean isOther(int slot, long id) {
        return marks[2 * Math.max(0, slot)] != id & slot >= 0;
    }

    /** When the slot's row was learned, ms since 1970. */
    long learnedMillis(int slot) {
        return marks[2 * slot + 1];
    }

    /** Says when the slot's row was learned. */
    void learned(int slot, long millis) {
        marks[2 * slot + 1] = millis;
    }

    /**
     * Reads the ids of slots, for a negative one those of any; means nothing beyond that they were
     * read. There must be rows.
     */
    long readIds(int[] slots, int from, int to) {
        long[] marks = this.marks;
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum ^= marks[2 * Math.max(0, slots[i])];
        }
        return sum;
    }

    /** The page that holds a slot's row. */
    float[] page(int slot) {
        return pages[slot >>> PAGE_BITS];
    }

    /** Where in its page a slot's row begins. */
    int offset(int slot) {
        return (slot & PAGE_MASK) * rowLength;
    }

    /** Reads one float of every cache line of a part of these slots' rows. */
    void read(int[] slots, int from, int to, int first, int length) {
        int end = first + length;
        for (int at = first; at < end; at += FLOATS_TOGETHER) {
            read += readLines(slots, from, to, at, end - 1);
        }
    }

    /**
     * The lines of {@link #FLOATS_TOGETHER} floats of each row; a loop over lines would be slower.
     */
    private long readLines(int[] slots, int from, int to, int first, int last) {
        float[][] pages = this.pages;
        int length = rowLength;
        int second = Math.min(first + FLOATS_PER_LINE, last);
        int third = Math.min(first + 2 * FLOATS_PER_LINE, last);
        long sum = 0;
        for (int i = from; i < to; i++) {
            float[] page = pages[slots[i] >>> PAGE_BITS];
            int at = (slots[i] & PAGE_MASK) * length;
            sum ^=
                    Float.floatToRawIntBits(page[at + first])
                            ^ Float.floatToRawIntBits(page[at + second])
                            ^ Float.floatToRawIntBits(page[at + third]);
        }
        return sum;
    }

    /** Copies a part of these slots' rows, each to where its place is. */
    void gather(
            int[] slots, int[] places, int from, int to, int first, int n, float[] into, int at) {
        float[][] pages = this.pages;
        int length = rowLength;
        for (int i = from; i < to; i++) {
            float[] page = pages[slots[i] >>> PAGE_BITS];
            int row = (slots[i] & PAGE_MASK) * length;
            System.arraycopy(page, row + first, into, at + places[i], n);
        }
    }

    /** Copies back what {@link #gather} copies. */
    void scatter(
            int[] slots, int[] places, int from, int to, int first, int n, float[] source, int at) {
        float[][] pages = this.pages;
        int length = rowLength;
        for (int i = from; i < to; i++) {
            float[] page = pages[slots[i] >>> PAGE_BITS];
            int row = (slots[i] & PAGE_MASK) * length;
            System.arraycopy(source, at + places[i], page, row + first, n);
        }
    }

    /** Heap that all of it takes, bytes, with what is set aside for rows to come. */
    long heapBytes() {
        return (long) pageCount * PAGE_ROWS * rowLength * Float.BYTES
                + (long) flags.length * SLOT_BYTES
                + (long) free.length * Integer.BYTES;
    }

    /** Heap per row where there are many of them, bytes. */
    long rowBytes() {
        return (long) Float.BYTES * rowLength + SLOT_BYTES;
    }

    /** A slot for a row of that id, which has no flag but {@link #LIVE}, and any values. */
    int take(long id) {
        int slot;
        if (freeCount > 0) {
            slot = free[--freeCount];
        } else {
            slot = end++;
            if (slot == flags.length) {
                resize(slot + Math.max(PAGE_ROWS, (slot >> 2) & ~PAGE_MASK));
            }
            if (slot >>> PAGE_BITS == pageCount) {
                pages[pageCount++] = new float[PAGE_ROWS * rowLength];
            }
        }
        marks[2 * slot] = id;
        flags[slot] = LIVE;
        return slot;
    }

    /** Gives a slot back; all others stay where they are. */
    void free(int slot) {
        flags[slot] = 0;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, Math.max(PAGE_ROWS, 2 * freeCount));
        }
        free[freeCount++] = slot;
    }

    /** Called for a row that {@link #pack} and {@link #remove} move. */
    interface Moved {
        void moved(long id, int from, int to);
    }

    /** Moves the last rows to where slots were freed, so that there is no free one. */
    void pack(Moved moved) {
        while (freeCount > 0) {
            int hole = free[--freeCount];
            while (end > 0 && (flags[end - 1] & LIVE) == 0) {
                end--;
            }
            if (hole < end) {
                move(end - 1, hole, moved);
                end--;
            }
        }
        free = new int[0];
    }

    /** Gives a slot back and moves the last row there. There must be no free slot. */
    void remove(int slot, Moved moved) {
        end--;
        if (slot < end) {
            move(end, slot, moved);
        }
        flags[end] = 0;
    }

    /** Gives back pages behind the last row, and arrays that are more than twice too large. */
    void trim() {
        int used = (end + PAGE_MASK) >>> PAGE_BITS;
        while (pageCount > used) {
            pages[--pageCount] = null;
        }
        if (flags.length > 2 * used * PAGE_ROWS) {
            resize(used * PAGE_ROWS);
        }
    }

    private void move(int from, int to, Moved moved) {
        System.arraycopy(page(from), offset(from), page(to), offset(to), rowLength);
        System.arraycopy(marks, 2 * from, marks, 2 * to, 2);
        flags[to] = flags[from];
        flags[from] = 0;
        moved.moved(id(to), from, to);
    }

    private void resize(int capacity) {
        flags = Arrays.copyOf(flags, capacity);
        marks = Arrays.copyOf(marks, 2 * capacity);
        pages = Arrays.copyOf(pages, capacity >>> PAGE_BITS);
    }
}
