package io.primacy.local.traffic;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws ranks with Zipf probabilities: rank r (from 0) in proportion to (r+1)^−s. */
final class Popularity {
    private final double[] cumulative;

    /**
     * @param size number of ranks, ≥ 1
     * @param exponent s, ≥ 0
     */
    Popularity(int size, double exponent) {
        cumulative = new double[size];
        double sum = 0;
        for (int rank = 0; rank < size; rank++) {
            sum += StrictMath.pow(rank + 1, -exponent);
            cumulative[rank] = sum;
        }
    }

    int draw(SplittableRandom random) {
        double at = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, at);
        return Math.min(found < 0 ? -found - 1 : found + 1, cumulative.length - 1);
    }
}
