package io.primacy.learner.rows;

/**
 * From a 64-bit id to a slot: open addressing in one flat array, at most half full. A cell is a
 * slot and, in the bits that no slot needs, a tag of the id it is of; the id itself stands with the
 * slot. So the index of millions of rows takes little of the memory that they share, and a search
 * that passes other ids' cells reads nothing of their slots; among 16 million ids, fewer than one
 * in a hundred of them has the same tag by chance.
 */
final class RowIndex {
    private static final int MIN_CELLS = 64;

    /** Heap of one entry, bytes, where all that is set aside is used. */
    static final int BYTES_PER_ENTRY = 2 * Integer.BYTES;

    static final int ABSENT = -1;

    private final RowSlots rows;

    /**
     * Tag and slot + 1, or 0 where there is none. The slot has as many bits as there are cells for:
     * there are never more slots than half of the cells, since freed ones are taken first, and
     * their holes closed before {@link #trim}.
     */
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
        int mask = cells.length - 1;
        long hash = hash(id);
        int cell = home(hash, mask);
        while (cells[cell] != 0) {
            int slot = slot(cells[cell], mask);
            if (isTagged(cells[cell], hash, mask) && rows.id(slot) == id) {
                return slot;
            }
            cell = (cell + 1) & mask;
        }
        return ABSENT;
    }

    /**
     * The slots of ids, or {@link #ABSENT}. All searches go cell by cell together, until each is at
     * a cell with its tag or at none; then all slots are asked whose they are. Reads of one step
     * need nothing of each other, so they wait for memory together, which searches one after the
     * other do not, since what they read decides where they go on.
     */
    void find(long[] ids, int from, int to, int[] slots) {
        int[] cells = this.cells;
        int mask = cells.length - 1;
        for (int i = from; i < to; i++) {
            slots[i] = cells[home(hash(ids[i]), mask)];
        }
        if (searching.length < to - from) {
            searching = new int[Math.max(to - from, 2 * searching.length)];
        }
        int[] searching = this.searching;
        int count = 0;
        for (int i = from; i < to; i++) {
            searching[count] = i;
            count += isOther(slots[i], hash(ids[i]), mask) ? 1 : 0;
        }
        for (int step = 1; count > 0; step++) {
            int left = 0;
            for (int k = 0; k < count; k++) {
                int i = searching[k];
                long hash = hash(ids[i]);
                slots[i] = cells[home(hash, mask) + step & mask];
                searching[left] = i;
                left += isOther(slots[i], hash, mask) ? 1 : 0;
            }
            count = left;
        }
        for (int i = from; i < to; i++) {
            slots[i] = slot(slots[i], mask);
        }
        if (size == 0) {
            return;
        }
        read += rows.readIds(slots, from, to);
        for (int i = from; i < to; i++) {
            if (rows.isOther(slots[i], ids[i])) {
                slots[i] = find(ids[i]);
            }
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
        cells[cell(id, from)] = entry(id, to);
    }

    /** Heap that all of it takes, bytes, with what is set aside for ids to come. */
    long heapBytes() {
        return (long) cells.length * Integer.BYTES;
    }

    /**
     * Gives back what is set aside if that is much more than is used. There must be no free slot.
     */
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
            int home = home(hash(rows.id(slot(cells[next], mask))), mask);
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
        int mask = cells.length - 1;
        int entry = entry(id, slot);
        int cell = home(hash(id), mask);
        while (cells[cell] != entry) {
            cell = (cell + 1) & mask;
        }
        return cell;
    }

    private void put(long id, int slot) {
        int mask = cells.length - 1;
        int cell = home(hash(id), mask);
        while (cells[cell] != 0) {
            cell = (cell + 1) & mask;
        }
        cells[cell] = entry(id, slot);
    }

    private static long hash(long id) {
        return id * 0x9E3779B97F4A7C15L;
    }

    private static int home(long hash, int mask) {
        return (int) (hash >>> 32) & mask;
    }

    private int entry(long id, int slot) {
        int mask = cells.length - 1;
        return (int) hash(id) & ~mask | slot + 1;
    }

    /** The slot that a cell says, or {@link #ABSENT}. */
    private static int slot(int entry, int mask) {
        return (entry & mask) - 1;
    }

    /** Whether the cell has the tag of the id with that hash. */
    private static boolean isTagged(int entry, long hash, int mask) {
        return ((entry ^ (int) hash) & ~mask) == 0;
    }

    /** Whether the cell is of an id with another tag. */
    private static boolean isOther(int entry, long hash, int mask) {
        return entry != 0 & ((entry ^ (int) hash) & ~mask) != 0;
    }

    private void resize(int count) {
        int[] old = cells;
        cells = new int[count];
        for (int entry : old) {
            if (entry != 0) {
                int slot = slot(entry, old.length - 1);
                put(rows.id(slot), slot);
            }
        }
    }
}
