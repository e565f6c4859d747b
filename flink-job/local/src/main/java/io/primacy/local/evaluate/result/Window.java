package io.primacy.local.evaluate.result;

/**
 * A stretch of the stream.
 *
 * @param events number of events of the stream up to its end
 * @param loss mean loss in it; {@code null} without labels
 * @param reference mean loss in it of the task learned alone; {@code null} in that run itself
 * @param multiplier λ at its end; {@code null} where unconstrained
 */
public record Window(long events, Double loss, Double reference, Double multiplier) {}
