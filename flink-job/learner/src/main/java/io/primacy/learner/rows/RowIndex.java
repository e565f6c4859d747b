package io.primacy.learner.rows;

/**
 * From a 64-bit id to a slot: open addressing in one flat array, at most half full. A cell is an id
 * and its slot, side by side: a lookup waits for one line of memory.
 */
final class RowIndex {
    private static final int CELL_BYTES = 2 * Long.BYTES;
    private static final int MIN_CELLS = 64;

    /** Heap of one entry, bytes, where all that is set aside is used. */
    static final int BYTES_PER_ENTRY = 2 * CELL_BYTES;

    static final int ABSENT = -1;

    private long[] cells = empty(MIN_CELLS);
    private int mask = MIN_CELLS - 1;
    private int size;

    /** Kept so that the reads are made; means nothing. */
    private long read;

    private static long[] empty(int count) {
        long[] cells = new long[2 * count];
        for (int cell = 0; cell < count; cell++) {
            cells[2 * cell + 1] = ABSENT;
        }
        return cells;
    }

    /** The id's slot or {@link #ABSENT}. */
    int find(long id) {
        return slot(cell(id));
    }

    /**
     * The slots of ids, or {@link #ABSENT}. First reads where the search for each of them begins:
     * these reads need nothing of each other, so they wait for memory together, which searches do
     * not, since what they read decides where they go on.
     */
    void find(long[] ids, int from, int to, int[] slots) {
        read += readHomes(ids, from, to);
        long[] cells = this.cells;
        int mask = this.mask;
        for (int i = from; i < to; i++) {
            long id = ids[i];
            int at = 2 * home(id, mask);
            while (cells[at] != id && cells[at + 1] != ABSENT) {
                at = (at + 2) & (2 * mask + 1);
            }
            slots[i] = (int) cells[at + 1];
        }
    }

    private long readHomes(long[] ids, int from, int to) {
        long[] cells = this.cells;
        int mask = this.mask;
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum ^= cells[2 * home(ids[i], mask)];
        }
        return sum;
    }

    /** Adds an id that is not there. */
    void add(long id, int slot) {
        size++;
        if (2L * size > mask + 1) {
            resize(2 * (mask + 1));
        }
        put(cell(id), id, slot);
    }

    /** Says that the row of an id that is there is in another slot now. */
    void move(long id, int slot) {
        put(cell(id), id, slot);
    }

    /** Heap that all of it takes, bytes, with what is set aside for ids to come. */
    long heapBytes() {
        return (mask + 1L) * CELL_BYTES;
    }

    /** Gives back what is set aside if that is much more than is used. */
    void trim() {
        int count = mask + 1;
        while (count > MIN_CELLS && 8L * size < count) {
            count /= 2;
        }
        if (count <= mask) {
            resize(count);
        }
    }

    /** Removes an id that is there; whoever stood behind it moves up, so no mark is left. */
    void remove(long id) {
        int hole = cell(id);
        int next = (hole + 1) & mask;
        while (slot(next) != ABSENT) {
            if (((next - home(id(next))) & mask) >= ((next - hole) & mask)) {
                put(hole, id(next), slot(next));
                hole = next;
            }
            next = (next + 1) & mask;
        }
        put(hole, 0, ABSENT);
        size--;
    }

    private int cell(long id) {
        int cell = home(id);
        while (slot(cell) != ABSENT && id(cell) != id) {
            cell = (cell + 1) & mask;
        }
        return cell;
    }

    private long id(int cell) {
        return cells[2 * cell];
    }

    private int slot(int cell) {
        return (int) cells[2 * cell + 1];
    }

    private void put(int cell, long id, int slot) {
        cells[2 * cell] = id;
        cells[2 * cell + 1] = slot;
    }

    private int home(long id) {
        return home(id, mask);
    }

    private static int home(long id, int mask) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    }

    private void resize(int count) {
        long[] old = cells;
        cells = empty(count);
        mask = count - 1;
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != ABSENT) {
                put(cell(old[i]), old[i], (int) old[i + 1]);
            }
        }
    }
}
