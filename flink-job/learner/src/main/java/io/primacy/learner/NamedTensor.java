package io.primacy.learner;

/**
 * Weights to be published.
 *
 * @param name stable name, part of the snapshot format
 * @param shape sizes, outermost first
 * @param values row-major, as many as the product of {@code shape}
 */
public record NamedTensor(String name, int[] shape, float[] values) {}
