package io.primacy.learner.rows;

import io.primacy.schema.config.RowsConfig;

/**
 * A model's working set of embedding rows: resident ones in flat arrays, the rest in the {@link
 * RowStore}. Write-back: a changed row is written when it is flushed or evicted, not when it is
 * learned from.
 *
 * <p><b>Admission.</b> With a {@code min-count} above 1, an id has no row before it was sighted so
 * often, as {@link Admission} counts. Until then it is a guest: in the forward pass it has its
 * initial values, takes no step, and nothing of it is kept beyond the batch.
 *
 * <p><b>Expiry.</b> With a {@code ttl}, a row that was not learned for longer begins anew, as an id
 * that was never seen. Time is a clock of the model's own: the median event time of a batch, if it
 * is later than all before. A batch of one event moves it no further than the batch before it had
 * come, so single events with a wrong time do not move it.
 */
public final class RowTable {
    private static final int SPARE_ROWS = 1_024;
    private static final int SPARE_SHARE = 8;

    private final RowGroup[] groups;
    private final RowWriter writer;
    private final RowCodec codec;
    private final Admission admission;
    private long clock;
    private long lastTime;

    /**
     * @param layouts one per distinct dimension
     * @param initializer values of new rows
     * @param codec bytes of a row in the store
     * @param store where rows live when they are not resident
     * @param config when an id has a row, and for how long
     */
    public RowTable(
            RowLayout[] layouts,
            RowInitializer initializer,
            RowCodec codec,
            RowStore store,
            RowsConfig config) {
        this.codec = codec;
        writer = new RowWriter(store);
        boolean admitting = config.minCount() > 1;
        admission =
                admitting ? new Admission(config.minCount(), config.admissionMemoryBytes()) : null;
        groups = new RowGroup[layouts.length];
        for (int i = 0; i < layouts.length; i++) {
            groups[i] =
                    new RowGroup(
                            layouts[i],
                            initializer,
                            codec,
                            store,
                            writer,
                            admitting,
                            config.ttl().toMillis());
        }
    }

    /** Counts the sightings of ids without a row; {@code null} if every id has one. */
    public Admission admission() {
        return admission;
    }

    /** The time by which rows expire, ms since 1970; 0 before the first batch. */
    public long clock() {
        return clock;
    }

    /** The time that {@link #advanceClock} was given last; 0 if that is not known. */
    public long lastTime() {
        return lastTime;
    }

    /**
     * Moves the clock by which rows expire, if a batch's time is later.
     *
     * @param millis the batch's median event time, ms since 1970
     * @param alone whether that is the time of one event, which the batch before must bear out; the
     *     first one of all is believed
     */
    public void advanceClock(long millis, boolean alone) {
        boolean believed = !alone || clock == 0;
        moveClock(believed ? millis : Math.min(millis, lastTime));
        lastTime = millis;
    }

    /** Sets the clock and the time last given back to what they were. */
    public void restoreClock(long millis, long lastTimeMillis) {
        moveClock(millis);
        lastTime = lastTimeMillis;
    }

    private void moveClock(long millis) {
        clock = Math.max(clock, millis);
        for (RowGroup group : groups) {
            group.clock(clock);
        }
    }

    /** Whether a row, as it stands in the store, has expired. */
    public boolean isExpired(byte[] row) {
        return groups.length > 0 && groups[0].isExpired(codec.learnedMillis(row));
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

    /** Rows looked up so far, each occurrence in a batch counted; those not resident were read. */
    public long lookups() {
        long lookups = 0;
        for (RowGroup group : groups) {
            lookups += group.lookups();
        }
        return lookups;
    }

    /** Heap that the resident rows take, bytes, with what is set aside for rows to come. */
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
        writer.flush();
        return written;
    }

    /** Whether the store has the newest values of an id's row in a page; right after a flush. */
    public boolean isPaged(long id) {
        for (RowGroup group : groups) {
            if (group.isPaged(id)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Says that the store no longer counts for an id whose row has expired: a page that it is in is
     * written without it.
     */
    public void forget(long id) {
        for (RowGroup group : groups) {
            group.forget(id);
        }
    }

    /**
     * Drops rows that were not used for long until at most {@code heapBytes} are taken, and up to
     * {@value #SPARE_ROWS} more, so that not every batch has to evict; dirty ones are written
     * first. Call between batches only. The values of rows are not affected: an evicted row comes
     * back as it was.
     */
    public void evictTo(long heapBytes) {
        long all = heapBytes();
        if (all <= heapBytes) {
            return;
        }
        for (RowGroup group : groups) {
            long share = (long) ((double) group.heapBytes() / all * heapBytes);
            long excess = group.heapBytes() - share;
            long rows = (excess + group.rowBytes() - 1) / group.rowBytes();
            long spare = Math.min(SPARE_ROWS, (group.rows() - rows) / SPARE_SHARE);
            group.evict((int) Math.min(group.rows(), rows + Math.max(0, spare)));
        }
        writer.flush();
        writer.release();
    }
}
