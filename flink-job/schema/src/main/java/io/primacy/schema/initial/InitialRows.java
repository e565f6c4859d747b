package io.primacy.schema.initial;

/**
 * The embedding of an id that has no row: what the learner begins with, and what it predicts with
 * until the id is learned. The i-th number is {@code range · u(seed, id, i)}, with
 *
 * <pre>
 *   u(seed, id, i) = (⌊b / 2⁴⁰⌋ + ½) · 2⁻²³            b as a signed 64-bit number
 *   b = mix(mix(seed + G) xor (mix(id + 2G) + i·G))     modulo 2⁶⁴, G = 9E3779B97F4A7C15 (hex)
 *   mix(z): z ← (z xor z≫30)·BF58476D1CE4E5B9; z ← (z xor z≫27)·94D049BB133111EB; z xor z≫31
 * </pre>
 *
 * in which ≫ shifts in zeros. Linear weights, which follow the embedding, begin at 0.
 *
 * @param seed the config's seed
 * @param range largest absolute value
 */
public record InitialRows(long seed, float range) {

    /** Embeddings begin uniform in ± this. */
    public static final float RANGE = 0.05f;

    /**
     * Writes the embedding of an id.
     *
     * @param into receives {@code dimension} numbers from {@code at}
     */
    public void fill(long id, int dimension, float[] into, int at) {
        for (int i = 0; i < dimension; i++) {
            into[at + i] = range * SeededValues.uniform(seed, id, i);
        }
    }
}
