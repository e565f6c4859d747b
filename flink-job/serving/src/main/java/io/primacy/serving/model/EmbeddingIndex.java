package io.primacy.serving.model;

import io.primacy.schema.snapshot.LoadedSnapshot.Embeddings;

/**
 * Finds an id's row in a sorted table. Ids are hashes, so their leading bits say where they stand:
 * a directory over those narrows the search to a handful of neighbours, one cache line as a rule.
 * Ids that are not spread evenly cost time, never correctness: the rest is a binary search.
 */
final class EmbeddingIndex {
    private static final int ROWS_PER_BUCKET = 4;
    private static final int MOST_BITS = 24;

    private final long[] ids;
    private final float[] vectors;
    private final int width;
    private final int shift;
    private final int[] starts;

    EmbeddingIndex(Embeddings rows) {
        ids = rows.ids();
        vectors = rows.vectors();
        width = rows.dimension();
        int bits = 1;
        while (bits < MOST_BITS && (long) ROWS_PER_BUCKET << bits < ids.length) {
            bits++;
        }
        shift = Long.SIZE - bits;
        starts = new int[(1 << bits) + 1];
        int row = 0;
        for (int bucket = 0; bucket < starts.length; bucket++) {
            while (row < ids.length && bucket(ids[row]) < bucket) {
                row++;
            }
            starts[bucket] = row;
        }
        starts[starts.length - 1] = ids.length;
    }

    /** In the order of signed numbers, which is that of the table. */
    private int bucket(long id) {
        return (int) ((id ^ Long.MIN_VALUE) >>> shift);
    }

    /** Index in {@link #vectors} of the first number of an id's row; −1 if there is none. */
    int offsetOf(long id) {
        int bucket = bucket(id);
        int low = starts[bucket];
        int high = starts[bucket + 1] - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = ids[middle];
            if (found < id) {
                low = middle + 1;
            } else if (found > id) {
                high = middle - 1;
            } else {
                return middle * width;
            }
        }
        return -1;
    }

    float[] vectors() {
        return vectors;
    }
}
