package io.primacy.learner.rows;

import java.util.Arrays;

/**
 * A model's working set of embedding rows: resident ones in flat arrays, the rest in the {@link
 * RowStore}. Write-back: a changed row is written when it is flushed or evicted, not when it is
 * learned from.
 */
public final class RowTable {
    private final RowGroup[] groups;

    /**
     * @param layouts one per distinct dimension
     * @param initializer values of new rows
     * @param codec bytes of a row in the store
     * @param store where rows live when they are not resident
     */
    public RowTable(
            RowLayout[] layouts, RowInitializer initializer, RowCodec codec, RowStore store) {
        groups = new RowGroup[layouts.length];
        for (int i = 0; i < layouts.length; i++) {
            groups[i] = new RowGroup(layouts[i], initializer, codec, store);
        }
    }

    /** The rows of the i-th distinct dimension. */
    public RowGroup group(int i) {
        return groups[i];
    }

    /** Resident rows. */
    public int size() {
        int size = 0;
        for (RowGroup group : groups) {
            size += group.rows();
        }
        return size;
    }

    /** Rows changed since they were last written. */
    public int dirtyRows() {
        int dirty = 0;
        for (RowGroup group : groups) {
            dirty += group.dirtyRows();
        }
        return dirty;
    }

    /** Heap that the resident rows take, bytes. */
    public long heapBytes() {
        long bytes = 0;
        for (RowGroup group : groups) {
            bytes += group.heapBytes();
        }
        return bytes;
    }

    /** Writes every dirty row to the store and returns how many there were. */
    public int flush() {
        int written = 0;
        for (RowGroup group : groups) {
            written += group.flush();
        }
        return written;
    }

    /**
     * Writes and drops least recently used rows until at most {@code heapBytes} are taken, and a
     * quarter less, so that the next batches need not evict again. Call between batches only. The
     * values of rows are not affected: an evicted row comes back as it was.
     */
    public void evictTo(long heapBytes) {
        if (heapBytes() <= heapBytes) {
            return;
        }
        long keepBytes = heapBytes - heapBytes / 4;
        double keepShare = (double) keepBytes / heapBytes();
        long[] uses = new long[size()];
        int n = 0;
        for (RowGroup group : groups) {
            n = group.lastUses(uses, n);
        }
        Arrays.sort(uses);
        int drop = Math.min(n, (int) Math.ceil(n * (1 - keepShare)));
        long threshold = drop == 0 ? -1 : uses[drop - 1];
        for (RowGroup group : groups) {
            group.evictUsedUpTo(threshold);
        }
    }
}
