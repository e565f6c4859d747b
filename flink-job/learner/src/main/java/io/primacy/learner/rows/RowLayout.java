package io.primacy.learner.rows;

/**
 * How a row is laid out, for an embedding of D floats, L linear weights, S stages and K optimizer
 * slots per weight, with W = D + L:
 *
 * <pre>
 *   stage 0: embedding [D]  linear [L]  slots [K·W]
 *   stage 1: embedding [D]  linear [L]  slots [K·W]
 *   …
 * </pre>
 *
 * @param dimension D, the embedding's length
 * @param linear L: one weight per task of the config where the model is wide, else 0
 * @param stages S
 * @param slotsPerWeight K
 */
public record RowLayout(int dimension, int linear, int stages, int slotsPerWeight) {

    /** W: weights of one stage. */
    public int width() {
        return dimension + linear;
    }

    /** Floats of one row. */
    public int length() {
        return stages * stageLength();
    }

    /** Index in the row of a stage's embedding; its linear weights follow. */
    public int embedding(int stage) {
        return stage * stageLength();
    }

    /** Index in the row of a stage's slots. */
    public int slots(int stage) {
        return stage * stageLength() + width();
    }

    private int stageLength() {
        return width() * (1 + slotsPerWeight);
    }
}
