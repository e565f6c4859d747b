package io.primacy.ops.rollback.plan;

/**
 * What becomes of the version that is served of a model.
 *
 * @param model its key
 * @param from what {@code latest} points to now
 * @param to what it is moved back to, and held at
 * @param untilEpoch the first lineage epoch that ends the hold: the restored job's
 */
public record AliasMove(String model, String from, String to, int untilEpoch) {}
