package io.primacy.learner.rows;

/**
 * From a 64-bit id to a slot: open addressing in one flat array, at most half full. A cell is a
 * slot and nothing else; whose it is, the slot itself says. So the index of millions of rows takes
 * little of the memory that they share, and what a search reads of a slot is needed of it anyway.
 */
final class RowIndex {
    private static final int MIN_CELLS = 64;

    /** Heap of one entry, bytes, where all that is set aside is used. */
    static final int BYTES_PER_ENTRY = 2 * Integer.BYTES;

    static final int ABSENT = -1;

    private final RowSlots rows;

    /** Slot + 1, or 0 where there is none. */
    private int[] cells = new int[MIN_CELLS];

    private int size;

    /** Places, in the ids that are looked up together, of those that are not found yet. */
    private int[] searching = new int[0];

    /** Kept so that the reads are made; means nothing. */
    private long read;

    /**
     * @param rows say which id a slot is of; they outlive their entry here
     */
    RowIndex(RowSlots rows) {
        this.rows = rows;
    }

    /** The id's slot or {@link #ABSENT}. */
    int find(long id) {
        int[] cells = this.cells;
        int cell = home(id);
        while (cells[cell] != 0 && rows.id(cells[cell] - 1) != id) {
            cell = (cell + 1) & (cells.length - 1);
        }
        return cells[cell] - 1;
    }

    /**
     * The slots of ids, or {@link #ABSENT}. All searches go cell by cell together: first what
     * stands where each of them is, then whose the slot there is, then which of them go on. Reads
     * of one step need nothing of each other, so they wait for memory together, which searches one
     * after the other do not, since what they read decides where they go on.
     */
    void find(long[] ids, int from, int to, int[] slots) {
        int[] cells = this.cells;
        for (int i = from; i < to; i++) {
            slots[i] = cells[home(ids[i], cells.length)] - 1;
        }
        if (size == 0) {
            return;
        }
        read += rows.readIds(slots, from, to);
        if (searching.length < to - from) {
            searching = new int[Math.max(to - from, 2 * searching.length)];
        }
        int[] searching = this.searching;
        int count = 0;
        for (int i = from; i < to; i++) {
            searching[count] = i;
            count += rows.isOther(slots[i], ids[i]) ? 1 : 0;
        }
        for (int step = 1; count > 0; step++) {
            for (int k = 0; k < count; k++) {
                int i = searching[k];
                slots[i] = cells[home(ids[i], cells.length) + step & cells.length - 1] - 1;
            }
            int left = 0;
            for (int k = 0; k < count; k++) {
                int i = searching[k];
                searching[left] = i;
                left += rows.isOther(slots[i], ids[i]) ? 1 : 0;
            }
            count = left;
        }
    }

    /** Adds an id that is not there; the slot says already that it is this one's. */
    void add(long id, int slot) {
        size++;
        if (2L * size > cells.length) {
            resize(2 * cells.length);
        }
        put(id, slot);
    }

    /** Says that an id's row moves from one slot to another. */
    void move(long id, int from, int to) {
        cells[cell(id, from)] = to + 1;
    }

    /** Heap that all of it takes, bytes, with what is set aside for ids to come. */
    long heapBytes() {
        return (long) cells.length * Integer.BYTES;
    }

    /** Gives back what is set aside if that is much more than is used. */
    void trim() {
        int count = cells.length;
        while (count > MIN_CELLS && 8L * size < count) {
            count /= 2;
        }
        if (count < cells.length) {
            resize(count);
        }
    }

    /** Removes an id that is there; whoever stood behind it moves up, so no mark is left. */
    void remove(long id, int slot) {
        int mask = cells.length - 1;
        int hole = cell(id, slot);
        int next = (hole + 1) & mask;
        while (cells[next] != 0) {
            int home = home(rows.id(cells[next] - 1));
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                cells[hole] = cells[next];
                hole = next;
            }
            next = (next + 1) & mask;
        }
        cells[hole] = 0;
        size--;
    }

    /** Where an id that is there stands. */
    private int cell(long id, int slot) {
        int cell = home(id);
        while (cells[cell] != slot + 1) {
            cell = (cell + 1) & (cells.length - 1);
        }
        return cell;
    }

    private void put(long id, int slot) {
        int cell = home(id);
        while (cells[cell] != 0) {
            cell = (cell + 1) & (cells.length - 1);
        }
        cells[cell] = slot + 1;
    }

    private int home(long id) {
        return home(id, cells.length);
    }

    private static int home(long id, int cells) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & (cells - 1);
    }

    private void resize(int count) {
        int[] old = cells;
        cells = new int[count];
        for (int cell : old) {
            if (cell != 0) {
                put(rows.id(cell - 1), cell - 1);
            }
        }
    }
}
