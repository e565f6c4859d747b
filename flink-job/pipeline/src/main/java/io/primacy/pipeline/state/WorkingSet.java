package io.primacy.pipeline.state;

import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;

/**
 * The models on the heap, least recently used first, and their bound. Where room is needed, the
 * least recently used model gives way: with some of its rows if that is enough, or else whole. So a
 * large model that rests does not lose everything to a small one, and never all at once.
 *
 * <p>Changed rows are written ahead of the barrier, those of the least recently used models first,
 * where {@link WriteAhead} finds that worthwhile.
 */
final class WorkingSet {
    private final LinkedHashMap<String, Resident> residents = new LinkedHashMap<>(16, 0.75f, true);
    private final long memoryBytes;
    private final WriteAhead ahead;
    private final Writer writer;
    private Resident latest;
    private long heapBytes;
    private int dirtyRows;

    /** Writes what is newer on the heap than in state. */
    interface Writer {
        void flush(Resident resident) throws IOException;
    }

    /**
     * @param memoryBytes heap that all models together may take
     * @param ahead decides when rows are written before they must be
     * @param writer writes a model that is about to leave
     */
    WorkingSet(long memoryBytes, WriteAhead ahead, Writer writer) {
        this.memoryBytes = memoryBytes;
        this.ahead = ahead;
        this.writer = writer;
    }

    /** The model of that key, now the most recently used; {@code null} if it is not here. */
    Resident get(String key) {
        if (latest == null || !latest.model.key().equals(key)) {
            Resident resident = residents.get(key);
            if (resident == null) {
                return null;
            }
            latest = resident;
        }
        return latest;
    }

    /** Takes a model that is not here; others may leave. */
    void add(Resident resident) throws IOException {
        residents.put(resident.model.key(), resident);
        latest = resident;
        grown(resident);
    }

    /** Says that a model may have grown, and keeps the bound. */
    void grown(Resident resident) throws IOException {
        account(resident);
        if (heapBytes > memoryBytes) {
            keepWithinMemory(resident);
        }
    }

    /** Says that a model has learned: it may have grown, and rows of it have changed. */
    void learned(Resident resident) throws IOException {
        grown(resident);
        ahead.learned();
        if (ahead.isDue(dirtyRows)) {
            Iterator<Resident> eldest = residents.values().iterator();
            while (dirtyRows > ahead.rest() && eldest.hasNext()) {
                Resident next = eldest.next();
                next.model.rows().flush();
                account(next);
            }
        }
    }

    /** Says that a model was written. */
    void written(Resident resident) {
        account(resident);
    }

    private void keepWithinMemory(Resident keep) throws IOException {
        Iterator<Resident> eldest = residents.values().iterator();
        while (heapBytes > memoryBytes && eldest.hasNext()) {
            Resident resident = eldest.next();
            long excess = heapBytes - memoryBytes;
            if (resident == keep) {
                continue;
            }
            if (excess <= resident.model.rows().heapBytes() / 2) {
                evictRows(resident, excess);
            } else {
                writer.flush(resident);
                heapBytes -= resident.heapBytes;
                dirtyRows -= resident.dirtyRows;
                eldest.remove();
            }
        }
        if (heapBytes > memoryBytes) {
            evictRows(keep, heapBytes - memoryBytes);
        }
    }

    private void evictRows(Resident resident, long bytes) {
        resident.model.rows().evictTo(Math.max(0, resident.model.rows().heapBytes() - bytes));
        account(resident);
    }

    private void account(Resident resident) {
        long now = resident.model.heapBytes();
        heapBytes += now - resident.heapBytes;
        resident.heapBytes = now;
        int dirty = resident.model.rows().dirtyRows();
        dirtyRows += dirty - resident.dirtyRows;
        resident.dirtyRows = dirty;
    }

    /** All models here, least recently used first. */
    Collection<Resident> all() {
        return residents.values();
    }

    /** Heap that they take, bytes. */
    long heapBytes() {
        return heapBytes;
    }

    /** Rows that they have on the heap. */
    long rows() {
        long rows = 0;
        for (Resident resident : residents.values()) {
            rows += resident.model.rows().size();
        }
        return rows;
    }
}
