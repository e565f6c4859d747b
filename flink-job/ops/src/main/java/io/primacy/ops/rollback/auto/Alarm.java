package io.primacy.ops.rollback.auto;

import java.time.Instant;

/**
 * A rule says that a model must go back.
 *
 * @param model its key
 * @param reason which rule, and what was found
 * @param since the last moment at which nothing was wrong yet: earlier savepoints are good
 */
public record Alarm(String model, String reason, Instant since) {}
