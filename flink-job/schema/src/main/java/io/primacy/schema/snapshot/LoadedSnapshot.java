package io.primacy.schema.snapshot;

import java.util.Arrays;
import java.util.Map;

/**
 * A published version in memory.
 *
 * @param manifest what it is
 * @param dense the network's weights by name, in the file's order
 * @param embeddings the embedding rows by dimension, ascending
 */
public record LoadedSnapshot(
        Manifest manifest, Map<String, Tensor> dense, Map<Integer, Embeddings> embeddings) {

    /**
     * Weights.
     *
     * @param shape sizes, outermost first
     * @param values row-major
     */
    public record Tensor(long[] shape, float[] values) {}

    /**
     * All rows of one dimension.
     *
     * @param dimension numbers per row
     * @param ids strictly ascending
     * @param vectors row after row, in the order of {@code ids}
     */
    public record Embeddings(int dimension, long[] ids, float[] vectors) {

        /** Index in {@code vectors} of the first number of an id's row; −1 if there is none. */
        public int offsetOf(long id) {
            int row = Arrays.binarySearch(ids, id);
            return row < 0 ? -1 : row * dimension;
        }
    }
}
