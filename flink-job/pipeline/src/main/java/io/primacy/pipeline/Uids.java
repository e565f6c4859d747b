package io.primacy.pipeline;

/** Names by which savepoints know the operators; one that changes loses its operator's state. */
final class Uids {
    static final String PARSE = "parse";
    static final String LEARNER = "learner";
    static final String SNAPSHOTS = "snapshots";
    static final String METRICS = "metrics";
    static final String DEAD_LETTERS = "dead-letters";

    private Uids() {}
}
