package io.primacy.pipeline.state;

import io.primacy.learner.Model;

/** A model on the heap and what of it is newer than its state. */
final class Resident {
    final Model model;
    long heapBytes;

    private long countedLookups;
    private boolean learned;
    private boolean published;
    private boolean pending;

    /**
     * @param model the model
     * @param fresh whether it was created now, so that nothing of it is in state yet
     */
    Resident(Model model, boolean fresh) {
        this.model = model;
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

    void published() {
        published = true;
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
