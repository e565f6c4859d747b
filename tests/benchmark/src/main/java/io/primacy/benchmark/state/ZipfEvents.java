package io.primacy.benchmark.state;

import io.primacy.schema.event.Example;
import java.util.SplittableRandom;

/**
 * Impressions over a given number of rows, seeded. Every field has its own values; the k-th most
 * frequent is drawn with probability ∝ k^−1.05.
 */
final class ZipfEvents {
    private static final double EXPONENT = 1.05;
    private static final long START_MILLIS = 1_700_000_000_000L;

    private final int fields;
    private final int values;
    private final double[] cumulative;
    private final SplittableRandom random;
    private long count;

    /**
     * @param fields categorical features
     * @param rows embedding rows over all fields
     * @param seed decides everything else
     */
    ZipfEvents(int fields, int rows, long seed) {
        this.fields = fields;
        this.values = rows / fields;
        this.random = new SplittableRandom(seed);
        cumulative = new double[values];
        double sum = 0;
        for (int k = 0; k < values; k++) {
            sum += Math.pow(k + 1, -EXPONENT);
            cumulative[k] = sum;
        }
    }

    /** Values of one field. */
    int values() {
        return values;
    }

    /** The next event as traffic has it. */
    Example next() {
        long[] ids = new long[fields];
        for (int f = 0; f < fields; f++) {
            ids[f] = id(f, draw());
        }
        return example(ids);
    }

    /** An event that names the value of that rank in every field. */
    Example of(int value) {
        long[] ids = new long[fields];
        for (int f = 0; f < fields; f++) {
            ids[f] = id(f, value);
        }
        return example(ids);
    }

    private int draw() {
        double at = random.nextDouble() * cumulative[values - 1];
        int low = 0;
        int high = values - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Example example(long[] ids) {
        int[] ends = new int[fields];
        for (int f = 0; f < fields; f++) {
            ends[f] = f + 1;
        }
        float[] labels = {random.nextInt(4) == 0 ? 1 : 0, random.nextInt(4) == 0 ? 1 : 0};
        long offset = count++;
        return new Example(
                "default", START_MILLIS + offset, 0, offset, 1f, ids, ends, new float[0], labels);
    }

    /** Ids are hashes: spread over all 64 bits. */
    private static long id(int field, int value) {
        long z = ((long) field << 40 | value) + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
