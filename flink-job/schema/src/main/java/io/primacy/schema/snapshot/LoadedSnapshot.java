package io.primacy.schema.snapshot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
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
     * SHA-256 of weights and rows, lower-case hex: the same for the same model, whether it was
     * published whole or as a delta.
     */
    public String digest() {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
        dense.forEach(
                (name, tensor) -> {
                    sha256.update(name.getBytes(StandardCharsets.UTF_8));
                    update(sha256, tensor.values());
                });
        embeddings.forEach(
                (dimension, rows) -> {
                    ByteBuffer cell = ByteBuffer.allocate(Long.BYTES);
                    sha256.update(cell.putLong(0, dimension).duplicate());
                    for (long id : rows.ids()) {
                        sha256.update(cell.putLong(0, id).duplicate());
                    }
                    update(sha256, rows.vectors());
                });
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static void update(MessageDigest sha256, float[] values) {
        ByteBuffer cell = ByteBuffer.allocate(Float.BYTES);
        for (float value : values) {
            sha256.update(cell.putFloat(0, value).duplicate());
        }
    }

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
