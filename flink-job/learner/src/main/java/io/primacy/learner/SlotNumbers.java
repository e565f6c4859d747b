package io.primacy.learner;

import java.util.Arrays;

/**
 * Numbers the distinct slots that a mini-batch has in one group, from 0 in the order in which they
 * come. The table is as large as the batch, so it stays in the processor's cache, however many rows
 * the group has.
 */
final class SlotNumbers {
    private static final int NONE = -1;
    private static final int SPREAD = 0x9E3779B9;

    private int[] slots = new int[64];
    private int[] cells = new int[0];
    private int shift;
    private int size;

    /** Begins anew, for at most so many slots. */
    void clear(int most) {
        int bits = Math.max(6, 33 - Integer.numberOfLeadingZeros(most));
        if (cells.length < 1 << bits) {
            cells = new int[1 << bits];
            shift = Integer.SIZE - bits;
        }
        if (slots.length < most) {
            slots = new int[Math.max(most, 2 * slots.length)];
        }
        Arrays.fill(cells, NONE);
        size = 0;
    }

    /**
     * The numbers of slots.
     *
     * @param found receives them, each at its slot's index
     */
    void of(int[] slots, int from, int to, int[] found) {
        for (int i = from; i < to; i++) {
            found[i] = of(slots[i]);
        }
    }

    private int of(int slot) {
        int cell = slot * SPREAD >>> shift;
        while (cells[cell] != NONE) {
            if (slots[cells[cell]] == slot) {
                return cells[cell];
            }
            cell = (cell + 1) & (cells.length - 1);
        }
        cells[cell] = size;
        slots[size] = slot;
        return size++;
    }

    /** How many slots have a number. */
    int size() {
        return size;
    }

    /** The slots by their numbers; valid up to {@link #size}, until the next batch. */
    int[] slots() {
        return slots;
    }

    /** The slot with that number. */
    int slot(int number) {
        return slots[number];
    }

    /**
     * Gives every slot another number; afterwards no slot can be numbered before the next batch.
     */
    void renumber(int[] slotOfNumber) {
        System.arraycopy(slotOfNumber, 0, slots, 0, size);
    }
}
