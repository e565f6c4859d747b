package io.primacy.benchmark.setting;

import io.primacy.schema.event.Example;
import java.util.SplittableRandom;

/**
 * Synthetic impressions, seeded: every field draws one of its values, every label is 1 with
 * probability ¼. Like the peer's. An id is decided by field and value, so that the rows are as many
 * as the setting says.
 */
public final class Stream {
    private static final long START_MILLIS = 1_700_000_000_000L;
    private static final double POSITIVE = 0.25;

    private final Setting setting;
    private final SplittableRandom random;
    private final double[] cumulative;
    private long count;

    /**
     * @param setting decides the number of fields, values and tasks
     * @param popularity how a field's values are spread
     * @param seed decides everything else
     */
    public Stream(Setting setting, Popularity popularity, long seed) {
        this.setting = setting;
        random = new SplittableRandom(seed);
        cumulative = popularity == Popularity.ZIPF ? zipf(setting.valuesPerField()) : new double[0];
    }

    /** How often each value of a field is drawn. */
    public enum Popularity {
        /** All alike: the peer's, and the hardest on memory. */
        UNIFORM,
        /** The k-th most frequent with probability ∝ 1/k: as in real traffic. */
        ZIPF
    }

    /** The value that the field draws next, from 0. */
    public int value() {
        if (cumulative.length == 0) {
            return random.nextInt(setting.valuesPerField());
        }
        double at = random.nextDouble() * cumulative[cumulative.length - 1];
        int low = 0;
        int high = cumulative.length - 1;
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

    /** A label, 0 or 1. */
    public float label() {
        return random.nextDouble() < POSITIVE ? 1f : 0f;
    }

    /** The next impression. */
    public Example next() {
        long[] ids = new long[setting.fields()];
        for (int f = 0; f < ids.length; f++) {
            ids[f] = id(f, value());
        }
        return example(ids);
    }

    /** Impressions that together name every value of every field once. */
    public Example[] everyValue() {
        Example[] all = new Example[setting.valuesPerField()];
        for (int v = 0; v < all.length; v++) {
            long[] ids = new long[setting.fields()];
            for (int f = 0; f < ids.length; f++) {
                ids[f] = id(f, v);
            }
            all[v] = example(ids);
        }
        return all;
    }

    private Example example(long[] ids) {
        int[] ends = new int[ids.length];
        for (int f = 0; f < ends.length; f++) {
            ends[f] = f + 1;
        }
        float[] labels = new float[setting.tasks()];
        for (int t = 0; t < labels.length; t++) {
            labels[t] = label();
        }
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

    private static double[] zipf(int values) {
        double[] cumulative = new double[values];
        double sum = 0;
        for (int k = 0; k < values; k++) {
            sum += 1.0 / (k + 1);
            cumulative[k] = sum;
        }
        return cumulative;
    }
}
