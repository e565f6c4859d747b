package io.primacy.schema.config;

import java.time.Duration;

/**
 * When a mini-batch is complete, and how it is learned.
 *
 * @param size events, 1 to 65,536
 * @param maxDelay a batch waits at most this long (wall clock) for its last event; zero: for ever
 * @param threads that learn one model's batch, 1 to 64; more than one share its learners, of which
 *     there is one per priority level with shadow references; 0: as many as there are processors
 */
public record BatchConfig(int size, Duration maxDelay, int threads) {
    static BatchConfig read(Section s) {
        BatchConfig batch =
                new BatchConfig(
                        s.integer("size", 256, 1, 65_536),
                        s.duration("max-delay", Duration.ofSeconds(1), true),
                        s.integer("threads", 0, 0, 64));
        s.refuseUnknownKeys();
        return batch;
    }

    /**
     * Threads that may learn one model's batch.
     *
     * @param processors that are there for them, ≥ 1
     */
    public int threadsOn(int processors) {
        return threads == 0 ? processors : threads;
    }
}
