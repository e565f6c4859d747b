package io.primacy.ops.room.model;

/** How a model stands, worst first. */
public enum Standing {
    /** A constrained task has lost more than its tolerance allows. */
    VIOLATED,
    /** Batches are skipped: a loss or gradient is not finite. */
    SKIPPING,
    /** The constraint holds, but its multiplier sits at its bound. */
    STRAINED,
    /** A constrained task gives up something, as its tolerance allows. */
    ALLOWED,
    /** Too few labelled events for a verdict. */
    LEARNING,
    /** All constrained tasks are where they would be alone. */
    HELD,
    /** There is one priority level: nothing to hold. */
    UNCONSTRAINED
}
