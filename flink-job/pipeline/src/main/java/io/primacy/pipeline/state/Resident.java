package io.primacy.pipeline.state;

import io.primacy.learner.Model;

/** A model on the heap and what of it is newer than its state. */
final class Resident {
    final Model model;
    final ChangedRows changed;
    long heapBytes;
    int dirtyRows;

    /** Whether rows that changed before it was loaded are in state only. */
    boolean changedBefore;

    /** Ids of changed rows in state, bytes; an id that changed again counts again. */
    long keptBytes;

    private long countedLookups;
    private boolean learned;
    private boolean published;
    private boolean pending;

    /**
     * @param model the model
     * @param changed its rows that were written since its last version
     * @param fresh whether it was created now, so that nothing of it is in state yet
     */
    Resident(Model model, ChangedRows changed, boolean fresh) {
        this.model = model;
        this.changed = changed;
        changed.gather(!model.lineage().complete());
        this.learned = fresh;
    }

    void learned() {
        learned = true;
        pending = true;
    }

    /** Rows looked up since the last call. */
    long newLookups() {
        long lookups = model.rows().lookups();
        long since = lookups - countedLookups;
        countedLookups = lookups;
        return since;
    }

    /** Its version, or where that comes from, is another. */
    void lineageChanged() {
        published = true;
    }

    void published() {
        published = true;
        forgetChanges();
        changed.gather(true);
    }

    void forgetChanges() {
        changedBefore = false;
        keptBytes = 0;
        changed.clear();
    }

    void pendingChanged() {
        pending = true;
    }

    /** Weights, windows and controller are newer than their state. */
    boolean denseDirty() {
        return learned;
    }

    boolean controlDirty() {
        return learned || published;
    }

    boolean pendingDirty() {
        return pending;
    }

    boolean dirty() {
        return learned || published || pending;
    }

    void flushed() {
        learned = false;
        published = false;
        pending = false;
    }
}
