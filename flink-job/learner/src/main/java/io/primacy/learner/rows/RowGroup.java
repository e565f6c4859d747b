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

    /** Heap per row beside its floats: id, three marks, last use, time, batch marks, index. */
    static final int BOOKKEEPING_BYTES = 8 + 3 + 8 + 8 + 8 + 4 + RowIndex.BYTES_PER_ENTRY;

    private final RowLayout layout;
    private final RowInitializer initializer;
    private final RowCodec codec;
    private final RowStore store;

    private final boolean admitting;
    private final long ttlMillis;
    private final RowIndex index = new RowIndex();

    private float[][] pages = new float[0][];
    private long[] ids = new long[0];
    private boolean[] live = new boolean[0];
    private boolean[] dirty = new boolean[0];
    private boolean[] guest = new boolean[0];
    private long[] lastUse = new long[0];
    private long[] learnedMillis = new long[0];
    private long[] markedBatch = new long[0];
    private int[] markedIndex = new int[0];
    private int[] free = new int[0];
    private int freeCount;
    private int slots;
    private int rows;
    private int dirtyRows;
    private long clock;

    /**
     * @param admitting whether an id that has no row is a guest until it is admitted
     * @param ttlMillis event time after which a row that is not learned has expired; 0: never
     */
    RowGroup(
            RowLayout layout,
            RowInitializer initializer,
            RowCodec codec,
            RowStore store,
            boolean admitting,
            long ttlMillis) {
        this.layout = layout;
        this.initializer = initializer;
        this.codec = codec;
        this.store = store;
        this.admitting = admitting;
        this.ttlMillis = ttlMillis;
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

    /** Moves the clock by which rows expire; it never goes back. */
    void clock(long millis) {
        clock = millis;
    }

    /**
     * The slot of an id's row, which is made resident if it is not: read from the store, or new. A
     * row that has expired begins anew.
     */
    public int slot(long id, long batch) {
        int slot = index.find(id);
        if (slot == RowIndex.ABSENT) {
            slot = takeSlot();
            ids[slot] = id;
            live[slot] = true;
            dirty[slot] = false;
            markedBatch[slot] = -1;
            index.add(id, slot);
            rows++;
            load(slot, store.read(id));
        } else if (isExpired(learnedMillis[slot])) {
            if (dirty[slot]) {
                dirty[slot] = false;
                dirtyRows--;
            }
            load(slot, null);
        }
        lastUse[slot] = batch;
        return slot;
    }

    private void load(int slot, byte[] stored) {
        long learned = stored == null ? clock : codec.learnedMillis(stored);
        boolean known = stored != null && !isExpired(learned);
        if (!known || !codec.isComplete(stored)) {
            initializer.fill(ids[slot], layout, page(slot), offset(slot));
        }
        if (known) {
            codec.decode(stored, layout, page(slot), offset(slot));
        }
        learnedMillis[slot] = known ? learned : clock;
        guest[slot] = admitting && !known;
    }

    /** Whether a row that was last learned at that event time has expired. */
    boolean isExpired(long learned) {
        return ttlMillis > 0 && learned != RowCodec.UNKNOWN_TIME && clock - learned > ttlMillis;
    }

    /** Whether the slot holds initial values of an id that has no row yet. */
    public boolean isGuest(int slot) {
        return guest[slot];
    }

    /** The id whose values the slot holds. */
    public long id(int slot) {
        return ids[slot];
    }

    /** Makes a guest's values its row. */
    public void admit(int slot) {
        guest[slot] = false;
        touch(slot);
    }

    /** Forgets a guest: nothing is kept of it. */
    public void release(int slot) {
        guest[slot] = false;
        index.remove(ids[slot]);
        free(slot);
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

    /** Says that the slot's row was changed, now by the clock. */
    public void touch(int slot) {
        learnedMillis[slot] = clock;
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
                index.remove(ids[slot]);
                free(slot);
            }
        }
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
        store.write(
                ids[slot],
                codec.encode(page(slot), offset(slot), layout.length(), learnedMillis[slot]));
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
            guest = Arrays.copyOf(guest, capacity);
            learnedMillis = Arrays.copyOf(learnedMillis, capacity);
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

    private void free(int slot) {
        live[slot] = false;
        rows--;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, Math.max(64, 2 * freeCount));
        }
        free[freeCount++] = slot;
    }
}
