package io.primacy.learner.rows;

/**
 * How a row of one dimension D is laid out, for S stages and K optimizer slots per weight:
 *
 * <pre>
 *   stage 0: embedding [D]  slots [K·D]
 *   stage 1: embedding [D]  slots [K·D]
 *   …
 * </pre>
 *
 * @param dimension D, the embedding's length
 * @param stages S
 * @param slotsPerWeight K
 */
public record RowLayout(int dimension, int stages, int slotsPerWeight) {

    /** Floats of one row. */
    public int length() {
        return stages * stageLength();
    }

    /** Index in the row of a stage's embedding. */
    public int embedding(int stage) {
        return stage * stageLength();
    }

    /** Index in the row of a stage's slots. */
    public int slots(int stage) {
        return stage * stageLength() + dimension;
    }

    private int stageLength() {
        return dimension * (1 + slotsPerWeight);
    }
}
