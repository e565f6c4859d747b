package io.primacy.schema.initial;

import java.nio.charset.StandardCharsets;

/**
 * Pseudo-random numbers as a pure function of (seed, stream, index), by the SplitMix64 finalizer
 * (Steele, Lea and Flood, OOPSLA 2014). No state: any value can be made in any order.
 */
public final class SeededValues {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private SeededValues() {}

    /** Uniform in (−1, 1), exact multiples of 2⁻²³. */
    public static float uniform(long seed, long stream, long index) {
        long bits = mix(mix(seed + GOLDEN) ^ mix(stream + 2 * GOLDEN) + index * GOLDEN);
        return ((bits >> 40) + 0.5f) * 0x1p-23f;
    }

    /** A stream of its own for a name. */
    public static long stream(String name) {
        long hash = GOLDEN;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = mix(hash ^ b) + GOLDEN;
        }
        return hash;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
