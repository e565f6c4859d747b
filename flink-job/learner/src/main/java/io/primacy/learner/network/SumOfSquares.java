package io.primacy.learner.network;

import java.util.Arrays;

/**
 * Σ x² in the form that the JIT compiler turns into vector code: each run of floats is added to as
 * many sums, in single precision, and these are added up in double precision at the end. Double
 * throughout takes eight times as long. Holds scratch memory; not thread-safe.
 */
public final class SumOfSquares {
    private static final int RUN = 1024;

    private final float[] run = new float[RUN];
    private final float[] sums = new float[RUN];

    /**
     * Σ of squares of the first {@code n} floats; NaN or infinite if and only if one of them is.
     */
    public double of(float[] x, int n) {
        Arrays.fill(sums, 0f);
        for (int from = 0; from < n; from += RUN) {
            int length = Math.min(RUN, n - from);
            System.arraycopy(x, from, run, 0, length);
            add(run, sums, length);
        }
        double sum = 0;
        for (float part : sums) {
            sum += part;
        }
        return Double.isFinite(sum) ? sum : ofLarge(x, n);
    }

    private static void add(float[] run, float[] sums, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] += run[i] * run[i];
        }
    }

    /** For squares beyond a float: finite floats have a finite sum in double precision. */
    private static double ofLarge(float[] x, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (double) x[i] * x[i];
        }
        return sum;
    }
}
