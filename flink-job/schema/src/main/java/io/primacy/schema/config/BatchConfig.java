package io.primacy.schema.config;

import java.time.Duration;

/**
 * When a mini-batch is complete.
 *
 * @param size events, 1 to 65,536
 * @param maxDelay a batch waits at most this long (wall clock) for its last event; zero: for ever
 */
public record BatchConfig(int size, Duration maxDelay) {}
