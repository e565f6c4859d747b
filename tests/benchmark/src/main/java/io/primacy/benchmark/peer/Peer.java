package io.primacy.benchmark.peer;

import java.util.OptionalDouble;

/** What a user would otherwise run, in a process of its own. */
public interface Peer {
    /** What figures call it. */
    String NAME = "tensorflow-java";

    /** Runs it once; events per second of its bare training loop, empty if it is not here. */
    OptionalDouble eventsPerSecond();

    /** Where the peer is not at hand. */
    static Peer absent() {
        return OptionalDouble::empty;
    }
}
