package io.primacy.learner.rows;

import static io.primacy.learner.rows.RowSlots.DIRTY;
import static io.primacy.learner.rows.RowSlots.PAGED;
import static io.primacy.learner.rows.RowSlots.PAGE_ROWS;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What of a group's rows is newer than the store, and how it gets there. Where half of a page's
 * rows have changed, it is written as one value: RocksDB takes such rows for a fifth of what it
 * takes for them one by one, and a checkpoint every few seconds finds most rows changed that
 * traffic often meets. A page that was written so stays so while a quarter of its rows change; its
 * rows go back to themselves when fewer do, and when they leave the heap.
 *
 * <p>A written page has the rows that have changed since, or were in it before; every other row is
 * in the store by itself, or not at all. So a page is true as long as the same rows are in it, and
 * is written anew, or dropped, by the next flush if not.
 */
final class WriteBack {
    /** Rows that have changed where a page is written. */
    private static final int ENOUGH = PAGE_ROWS / 2;

    /** A page that is there is written again where one in so many of its rows has changed. */
    private static final int SHARE = 4;

    private final RowLayout layout;
    private final RowSlots slots;
    private final RowCodec codec;
    private final RowStore store;
    private final RowWriter writer;

    /** How many rows the store has in each page; 0 where it has no page. */
    private byte[] stored = new byte[0];

    private int dirtyRows;

    /**
     * @param slots the rows
     * @param writer writes to {@code store}
     */
    WriteBack(RowLayout layout, RowSlots slots, RowCodec codec, RowStore store, RowWriter writer) {
        this.layout = layout;
        this.slots = slots;
        this.codec = codec;
        this.store = store;
        this.writer = writer;
    }

    /** Rows that are newer than the store. */
    int dirtyRows() {
        return dirtyRows;
    }

    /** Says that the slot's row was changed. */
    void changed(int slot) {
        if ((slots.flags[slot] & DIRTY) == 0) {
            slots.flags[slot] |= DIRTY;
            dirtyRows++;
        }
    }

    /** Says that the slot's row begins anew: what the store has of it no longer counts. */
    void forget(int slot) {
        clean(slot);
        slots.flags[slot] &= ~PAGED;
    }

    /** Says that a row has moved to that slot: no page has it there. */
    void moved(int slot) {
        if ((slots.flags[slot] & PAGED) != 0) {
            slots.flags[slot] &= ~PAGED;
            changed(slot);
        }
    }

    /** Writes the slot's row by itself, if that is not how the store has it. */
    void leave(int slot) {
        if ((slots.flags[slot] & (DIRTY | PAGED)) != 0) {
            write(slot);
        }
    }

    /** Brings every changed row to the store and returns how many there were. */
    int flush() {
        int changed = dirtyRows;
        if (stored.length < slots.pages()) {
            stored = Arrays.copyOf(stored, slots.pages());
        }
        long[] single = new long[0];
        int count = 0;
        for (int page = 0; page < stored.length; page++) {
            int first = page * PAGE_ROWS;
            int end = Math.min(first + PAGE_ROWS, slots.end());
            int dirty = count(first, end, DIRTY);
            if (dirty == 0 && count(first, end, PAGED) == stored[page]) {
                continue;
            }
            int rows = count(first, end, DIRTY | PAGED);
            if (rows > 0 && isWhole(stored[page] > 0, dirty, rows)) {
                writePage(page, first, end, rows);
                continue;
            }
            if (single.length < count + rows) {
                single = Arrays.copyOf(single, Math.max(count + rows, 2 * single.length));
            }
            for (int slot = first; slot < end; slot++) {
                if ((slots.flags[slot] & (DIRTY | PAGED)) != 0) {
                    single[count++] = RowOrder.key(slots.id(slot), slot);
                }
            }
            drop(page);
        }
        Arrays.sort(single, 0, count);
        for (int i = 0; i < count; i++) {
            write(RowOrder.place(single[i]));
        }
        return changed;
    }

    /** A page that only lost rows is written again: that is less than all others by themselves. */
    private static boolean isWhole(boolean there, int dirty, int rows) {
        return there ? dirty == 0 || SHARE * dirty >= rows : dirty >= ENOUGH;
    }

    private int count(int first, int end, int flags) {
        int count = 0;
        for (int slot = first; slot < end; slot++) {
            count += (slots.flags[slot] & flags) != 0 ? 1 : 0;
        }
        return count;
    }

    private void writePage(int page, int first, int end, int rows) {
        int length = layout.length();
        ByteBuffer out = RowPage.begin(rows, length);
        for (int slot = first; slot < end; slot++) {
            if ((slots.flags[slot] & (DIRTY | PAGED)) != 0) {
                RowPage.add(
                        out,
                        slots.id(slot),
                        codec,
                        slots.page(slot),
                        slots.offset(slot),
                        length,
                        slots.learnedMillis(slot));
                tell(slot);
                clean(slot);
                slots.flags[slot] |= PAGED;
            }
        }
        store.writePage(number(page), out.array());
        stored[page] = (byte) rows;
    }

    private void drop(int page) {
        if (stored[page] > 0) {
            store.dropPage(number(page));
            stored[page] = 0;
        }
    }

    /** No other group has rows of this dimension. */
    private long number(int page) {
        return (long) layout.dimension() << Integer.SIZE | page;
    }

    private void write(int slot) {
        tell(slot);
        writer.write(
                slots.id(slot),
                codec.encode(
                        slots.page(slot),
                        slots.offset(slot),
                        layout.length(),
                        slots.learnedMillis(slot)));
        forget(slot);
    }

    private void tell(int slot) {
        if ((slots.flags[slot] & DIRTY) != 0) {
            store.changed(slots.id(slot), layout, slots.page(slot), slots.offset(slot));
        }
    }

    private void clean(int slot) {
        if ((slots.flags[slot] & DIRTY) != 0) {
            slots.flags[slot] &= ~DIRTY;
            dirtyRows--;
        }
    }
}
