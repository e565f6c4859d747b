package io.primacy.learner.rows;

import java.util.Arrays;

/**
 * The resident rows of one dimension: an open-addressing table from 64-bit id to slot, and the rows
 * themselves in pages of flat floats. A slot stays where it is until its row is evicted, which only
 * happens between batches.
 */
public final class RowGroup {
    /** Rows of one page; small, so that small models stay small. */
    private static final int PAGE_BITS = 6;

    private static final int PAGE_ROWS = 1 << PAGE_BITS;
    private static final int PAGE_MASK = PAGE_ROWS - 1;
    private static final int EMPTY = -1;

    /** Heap per row beside its floats: id, dirty mark, last use, batch marks, two table cells. */
    static final int BOOKKEEPING_BYTES = 8 + 1 + 8 + 4 + 4 + 2 * 12;

    private final RowLayout layout;
    private final RowInitializer initializer;
    private final RowCodec codec;
    private final RowStore store;

    private long[] tableIds = new long[64];
    private int[] tableSlots = new int[64];
    private float[][] pages = new float[0][];
    private long[] ids = new long[0];
    private boolean[] live = new boolean[0];
    private boolean[] dirty = new boolean[0];
    private long[] lastUse = new long[0];
    private long[] markedBatch = new long[0];
    private int[] markedIndex = new int[0];
    private int[] free = new int[0];
    private int freeCount;
    private int slots;
    private int rows;
    private int dirtyRows;

    RowGroup(RowLayout layout, RowInitializer initializer, RowCodec codec, RowStore store) {
        this.layout = layout;
        this.initializer = initializer;
        this.codec = codec;
        this.store = store;
        Arrays.fill(tableSlots, EMPTY);
    }

    /** How these rows are laid out. */
    public RowLayout layout() {
        return layout;
    }

    /** Resident rows. */
    public int rows() {
        return rows;
    }

    int dirtyRows() {
        return dirtyRows;
    }

    long heapBytes() {
        return (long) rows * rowBytes();
    }

    long rowBytes() {
        return (long) Float.BYTES * layout.length() + BOOKKEEPING_BYTES;
    }

    /** The slot of a row, which is made resident if it is not: read from the store, or new. */
    public int slot(long id, long batch) {
        int cell = cell(id);
        if (tableSlots[cell] != EMPTY) {
            int slot = tableSlots[cell];
            lastUse[slot] = batch;
            return slot;
        }
        int slot = takeSlot();
        byte[] stored = store.read(id);
        if (stored == null) {
            initializer.fill(id, layout, page(slot), offset(slot));
        } else {
            codec.decode(stored, layout, page(slot), offset(slot));
        }
        ids[slot] = id;
        live[slot] = true;
        dirty[slot] = false;
        lastUse[slot] = batch;
        markedBatch[slot] = -1;
        tableIds[cell] = id;
        tableSlots[cell] = slot;
        rows++;
        if (2L * rows > tableSlots.length) {
            rebuild(2 * tableSlots.length);
        }
        return slot;
    }

    /** The page that holds a slot's row. */
    public float[] page(int slot) {
        return pages[slot >>> PAGE_BITS];
    }

    /** Where in its page a slot's row begins. */
    public int offset(int slot) {
        return (slot & PAGE_MASK) * layout.length();
    }

    /** The index that the slot got in this batch, or −1 if it has none yet. */
    public int mark(int slot, long batch) {
        return markedBatch[slot] == batch ? markedIndex[slot] : -1;
    }

    /** Gives the slot an index in this batch. */
    public void mark(int slot, long batch, int index) {
        markedBatch[slot] = batch;
        markedIndex[slot] = index;
    }

    /** Says that the slot's row was changed. */
    public void touch(int slot) {
        if (!dirty[slot]) {
            dirty[slot] = true;
            dirtyRows++;
        }
    }

    int flush() {
        int written = 0;
        for (int slot = 0; slot < slots && dirtyRows > 0; slot++) {
            if (dirty[slot]) {
                write(slot);
                written++;
            }
        }
        return written;
    }

    /**
     * Drops every row that was last used at or before the given batch; dirty ones are written
     * first.
     */
    void evictUsedUpTo(long batch) {
        for (int slot = 0; slot < slots; slot++) {
            if (live[slot] && lastUse[slot] <= batch) {
                if (dirty[slot]) {
                    write(slot);
                }
                live[slot] = false;
                rows--;
                if (freeCount == free.length) {
                    free = Arrays.copyOf(free, Math.max(64, 2 * freeCount));
                }
                free[freeCount++] = slot;
            }
        }
        rebuild(tableSlots.length);
    }

    /** Appends the last use of every resident row to {@code into} from {@code at}. */
    int lastUses(long[] into, int at) {
        int n = at;
        for (int slot = 0; slot < slots; slot++) {
            if (live[slot]) {
                into[n++] = lastUse[slot];
            }
        }
        return n;
    }

    private void write(int slot) {
        store.write(ids[slot], codec.encode(page(slot), offset(slot), layout.length()));
        dirty[slot] = false;
        dirtyRows--;
    }

    private int takeSlot() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (slots == ids.length) {
            int capacity =
                    Math.max(PAGE_ROWS, slots + Math.max(PAGE_ROWS, (slots >> 1) & ~PAGE_MASK));
            ids = Arrays.copyOf(ids, capacity);
            live = Arrays.copyOf(live, capacity);
            dirty = Arrays.copyOf(dirty, capacity);
            lastUse = Arrays.copyOf(lastUse, capacity);
            markedBatch = Arrays.copyOf(markedBatch, capacity);
            markedIndex = Arrays.copyOf(markedIndex, capacity);
            pages = Arrays.copyOf(pages, capacity >>> PAGE_BITS);
        }
        int page = slots >>> PAGE_BITS;
        if (pages[page] == null) {
            pages[page] = new float[PAGE_ROWS * layout.length()];
        }
        return slots++;
    }

    private int cell(long id) {
        int mask = tableSlots.length - 1;
        int cell = (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (tableSlots[cell] != EMPTY && tableIds[cell] != id) {
            cell = (cell + 1) & mask;
        }
        return cell;
    }

    private void rebuild(int capacity) {
        tableIds = new long[capacity];
        tableSlots = new int[capacity];
        Arrays.fill(tableSlots, EMPTY);
        for (int slot = 0; slot < slots; slot++) {
            if (live[slot]) {
                int cell = cell(ids[slot]);
                tableIds[cell] = ids[slot];
                tableSlots[cell] = slot;
            }
        }
    }
}
