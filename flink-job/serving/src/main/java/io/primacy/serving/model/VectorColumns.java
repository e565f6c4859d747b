package io.primacy.serving.model;

import io.primacy.schema.event.FeatureHash;
import io.primacy.schema.initial.InitialRows;
import io.primacy.schema.snapshot.Manifest.Feature;
import java.util.Arrays;

/**
 * Where one categorical feature's vector stands in a candidate's row of the network's input, and
 * how it gets there.
 */
final class VectorColumns {
    private final FeatureHash hash;
    private final int dimension;
    private final int width;
    private final int at;
    private final InitialRows initial;
    private final EmbeddingIndex rows;
    private final float[] missing;

    /**
     * @param width of its vectors, linear weights included
     * @param at first column
     * @param rows its table; {@code null}: no id of this width has been learned
     */
    VectorColumns(Feature feature, int width, int at, InitialRows initial, EmbeddingIndex rows) {
        hash = FeatureHash.of(feature.name());
        dimension = feature.dimension();
        this.width = width;
        this.at = at;
        this.initial = initial;
        this.rows = rows;
        missing = new float[width];
        put(hash.id(""), missing, 0);
    }

    int at() {
        return at;
    }

    int width() {
        return width;
    }

    long id(String value) {
        return hash.id(value);
    }

    /** Writes an id's vector. */
    void put(long id, float[] into, int offset) {
        int row = rows == null ? -1 : rows.offsetOf(id);
        if (row >= 0) {
            System.arraycopy(rows.vectors(), row, into, offset, width);
        } else {
            initial.fill(id, dimension, into, offset);
            Arrays.fill(into, offset + dimension, offset + width, 0f);
        }
    }

    /** Writes the vector of a missing value. */
    void putMissing(float[] into, int offset) {
        System.arraycopy(missing, 0, into, offset, width);
    }

    /** Writes the mean of the vectors of {@code ids[from … to)}; zeros if there are none. */
    void putMean(long[] ids, int from, int to, float[] into, int offset, float[] scratch) {
        if (to - from == 1) {
            put(ids[from], into, offset);
            return;
        }
        Arrays.fill(into, offset, offset + width, 0f);
        float share = 1f / (to - from);
        for (int i = from; i < to; i++) {
            put(ids[i], scratch, 0);
            for (int k = 0; k < width; k++) {
                into[offset + k] += share * scratch[k];
            }
        }
    }
}
