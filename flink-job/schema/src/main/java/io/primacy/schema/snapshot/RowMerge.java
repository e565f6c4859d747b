package io.primacy.schema.snapshot;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lays the rows of deltas over those of what they follow: of several of one id, the last counts.
 */
final class RowMerge {
    private RowMerge() {}

    /**
     * @param oldestFirst the rows of a base and of the deltas after it
     */
    static Map<Integer, LoadedSnapshot.Embeddings> of(
            List<Map<Integer, LoadedSnapshot.Embeddings>> oldestFirst) {
        Map<Integer, LoadedSnapshot.Embeddings> merged = new TreeMap<>();
        for (Map<Integer, LoadedSnapshot.Embeddings> next : oldestFirst) {
            next.forEach((dimension, rows) -> merged.merge(dimension, rows, RowMerge::over));
        }
        return Collections.unmodifiableMap(merged);
    }

    private static LoadedSnapshot.Embeddings over(
            LoadedSnapshot.Embeddings old, LoadedSnapshot.Embeddings changed) {
        int d = old.dimension();
        long[] ids = new long[Math.addExact(old.ids().length, changed.ids().length)];
        float[] vectors = new float[Math.multiplyExact(ids.length, d)];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < old.ids().length || j < changed.ids().length) {
            boolean fromChanged =
                    j < changed.ids().length
                            && (i == old.ids().length || changed.ids()[j] <= old.ids()[i]);
            if (fromChanged) {
                if (i < old.ids().length && old.ids()[i] == changed.ids()[j]) {
                    i++;
                }
                ids[size] = changed.ids()[j];
                System.arraycopy(changed.vectors(), j++ * d, vectors, size++ * d, d);
            } else {
                ids[size] = old.ids()[i];
                System.arraycopy(old.vectors(), i++ * d, vectors, size++ * d, d);
            }
        }
        return new LoadedSnapshot.Embeddings(
                d, Arrays.copyOf(ids, size), Arrays.copyOf(vectors, size * d));
    }
}
