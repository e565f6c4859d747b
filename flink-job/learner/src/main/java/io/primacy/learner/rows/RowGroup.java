package io.primacy.learner.rows;

import static io.primacy.learner.rows.RowSlots.GUEST;
import static io.primacy.learner.rows.RowSlots.PAGED;
import static io.primacy.learner.rows.RowSlots.USED;

/**
 * The resident rows of one dimension: an open-addressing table from 64-bit id to slot, and the rows
 * themselves in pages of flat floats. A slot stays where it is while a batch is learned; between
 * batches rows are evicted, and others move.
 *
 * <p>Which row is evicted is decided by a clock (Corbató, A Paging Experiment with the Multics
 * System, 1968): a hand goes round over the slots and takes those that were not used since it last
 * passed. That is close to least recently used, and costs one bit and no order.
 */
public final class RowGroup {
    private final RowLayout layout;
    private final RowInitializer initializer;
    private final RowCodec codec;
    private final RowStore store;

    private final boolean admitting;
    private final long ttlMillis;
    private final RowSlots slots;
    private final RowIndex index;
    private final WriteBack writeBack;

    private long lookups;
    private long clock;
    private int hand;

    /**
     * @param writer writes to {@code store}
     * @param admitting whether an id that has no row is a guest until it is admitted
     * @param ttlMillis event time after which a row that is not learned has expired; 0: never
     */
    RowGroup(
            RowLayout layout,
            RowInitializer initializer,
            RowCodec codec,
            RowStore store,
            RowWriter writer,
            boolean admitting,
            long ttlMillis) {
        this.layout = layout;
        this.initializer = initializer;
        this.codec = codec;
        this.store = store;
        this.admitting = admitting;
        this.ttlMillis = ttlMillis;
        slots = new RowSlots(layout.length());
        index = new RowIndex(slots);
        writeBack = new WriteBack(layout, slots, codec, store, writer);
    }

    /** How these rows are laid out. */
    public RowLayout layout() {
        return layout;
    }

    /** Resident rows. */
    public int rows() {
        return slots.rows();
    }

    int dirtyRows() {
        return writeBack.dirtyRows();
    }

    /** Ids whose slots were asked for so far. */
    long lookups() {
        return lookups;
    }

    long heapBytes() {
        return slots.heapBytes() + index.heapBytes();
    }

    /** Heap per row where there are many of them, bytes. */
    long rowBytes() {
        return slots.rowBytes() + RowIndex.BYTES_PER_ENTRY;
    }

    /** Moves the clock by which rows expire; it never goes back. */
    void clock(long millis) {
        clock = millis;
    }

    /**
     * The slot of an id's row, which is made resident if it is not: read from the store, or new. A
     * row that has expired begins anew.
     */
    public int slot(long id) {
        lookups++;
        int slot = resident(id, index.find(id));
        slots.flags[slot] |= USED;
        return slot;
    }

    /**
     * The same for many ids.
     *
     * @param found receives the slots, each at its id's index
     */
    public void slots(long[] ids, int from, int to, int[] found) {
        index.find(ids, from, to, found);
        lookups += to - from;
        for (int i = from; i < to; i++) {
            if (found[i] == RowIndex.ABSENT) {
                found[i] = resident(ids[i], index.find(ids[i]));
            }
        }
        if (ttlMillis > 0) {
            for (int i = from; i < to; i++) {
                resident(ids[i], found[i]);
            }
        }
        byte[] flags = slots.flags;
        for (int i = from; i < to; i++) {
            flags[found[i]] |= USED;
        }
    }

    /**
     * Makes a row resident that is not, where it was looked for, and begins one anew that has
     * expired.
     */
    private int resident(long id, int found) {
        int slot = found;
        if (slot == RowIndex.ABSENT) {
            slot = slots.take(id);
            index.add(id, slot);
            load(slot, store.read(id));
        } else if (isExpired(slots.learnedMillis(slot))) {
            writeBack.forget(slot);
            load(slot, null);
        }
        return slot;
    }

    private void load(int slot, byte[] stored) {
        long learned = stored == null ? clock : codec.learnedMillis(stored);
        boolean known = stored != null && !isExpired(learned);
        if (!known || !codec.isComplete(stored)) {
            initializer.fill(slots.id(slot), layout, page(slot), offset(slot));
        }
        if (known) {
            codec.decode(stored, layout, page(slot), offset(slot));
        }
        slots.learned(slot, known ? learned : clock);
        if (admitting && !known) {
            slots.flags[slot] |= GUEST;
        }
    }

    /** Whether a row that was last learned at that event time has expired. */
    boolean isExpired(long learned) {
        return ttlMillis > 0 && learned != RowCodec.UNKNOWN_TIME && clock - learned > ttlMillis;
    }

    /** Whether the slot holds initial values of an id that has no row yet. */
    public boolean isGuest(int slot) {
        return (slots.flags[slot] & GUEST) != 0;
    }

    /** The id whose values the slot holds. */
    public long id(int slot) {
        return slots.id(slot);
    }

    /** Makes a guest's values its row. */
    public void admit(int slot) {
        slots.flags[slot] &= ~GUEST;
        touch(slot);
    }

    /** Forgets a guest: nothing is kept of it. */
    public void release(int slot) {
        index.remove(slots.id(slot), slot);
        slots.free(slot);
    }

    /**
     * Reads a stage's part of slots' rows, so that it is in the processor's cache. Such reads need
     * nothing of each other and wait for memory together; a pass that works on each row would wait
     * row by row.
     */
    public void read(int[] slots, int from, int to, int stage) {
        int first = layout.embedding(stage);
        this.slots.read(slots, from, to, first, layout.embedding(stage + 1) - first);
    }

    /**
     * Copies {@code n} floats of each of these slots' rows, from {@code first} on.
     *
     * @param places where each row's floats go, beside {@code at}
     */
    public void gather(
            int[] slots, int[] places, int from, int to, int first, int n, float[] into, int at) {
        this.slots.gather(slots, places, from, to, first, n, into, at);
    }

    /** Copies back what {@link #gather} copies. */
    public void scatter(
            int[] slots, int[] places, int from, int to, int first, int n, float[] source, int at) {
        this.slots.scatter(slots, places, from, to, first, n, source, at);
    }

    /** The page that holds a slot's row. */
    public float[] page(int slot) {
        return slots.page(slot);
    }

    /** Where in its page a slot's row begins. */
    public int offset(int slot) {
        return slots.offset(slot);
    }

    /** Says that the rows of the first slots were changed, now by the clock. */
    public void touch(int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            touch(slots[i]);
        }
    }

    /** Says that the slot's row was changed, now by the clock. */
    public void touch(int slot) {
        slots.learned(slot, clock);
        writeBack.changed(slot);
    }

    /** Brings every changed row to the store and returns how many there were. */
    int flush() {
        return writeBack.flush();
    }

    /** Whether the id's row is resident, and what the store has of it is in a page. */
    boolean isPaged(long id) {
        int slot = index.find(id);
        return slot != RowIndex.ABSENT && (slots.flags[slot] & PAGED) != 0;
    }

    /** Keeps an id's row from the store, if it is resident, until it changes. */
    void forget(long id) {
        int slot = index.find(id);
        if (slot != RowIndex.ABSENT) {
            writeBack.forget(slot);
        }
    }

    /** Drops so many rows, all if there are fewer, those not used for long; hands dirty ones on. */
    void evict(int count) {
        slots.pack(this::moved);
        for (int evicted = 0; evicted < count && slots.end() > 0; ) {
            if (hand >= slots.end()) {
                hand = 0;
            }
            byte flags = slots.flags[hand];
            if ((flags & USED) != 0) {
                slots.flags[hand] = (byte) (flags & ~USED);
            } else {
                writeBack.leave(hand);
                index.remove(slots.id(hand), hand);
                // The row that moves here is a late one: its turn is in the next round.
                slots.remove(hand, this::moved);
                evicted++;
            }
            hand++;
        }
        slots.trim();
        index.trim();
    }

    private void moved(long id, int from, int to) {
        index.move(id, from, to);
        writeBack.moved(to);
    }
}
