package io.primacy.learner;

/**
 * A model's state without its embedding rows, as {@link ModelCodec} encoded it.
 *
 * @param dense weights and slots
 * @param control multipliers and counters
 * @param pending the half-filled batch; {@code null}: it is empty
 * @param validation the validation window; {@code null}: it is empty
 * @param admission sightings of ids without a row; {@code null}: none were counted
 */
public record ModelParts(
        byte[] dense, byte[] control, byte[] pending, byte[] validation, byte[] admission) {}
