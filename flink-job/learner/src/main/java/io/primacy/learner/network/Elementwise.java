package io.primacy.learner.network;

import java.util.Arrays;

/**
 * Fused passes over heap arrays, in forms that the JIT compiler turns into vector code: no branch,
 * no call, one stride.
 */
final class Elementwise {
    /** Slope of the leaky rectifier below zero; a unit can always come back. */
    static final float SLOPE = 0.01f;

    private static final float STEEP = 1e30f;

    private Elementwise() {}

    /** For each row: columns [from, to) become leaky(x + bias). */
    static void biasAndActivate(
            float[] x, int rows, int width, int from, int to, float[] bias, int biasAt) {
        for (int row = 0; row < rows; row++) {
            activateRow(x, row * width + from, bias, biasAt + from, to - from);
        }
    }

    private static void activateRow(float[] x, int at, float[] bias, int biasAt, int n) {
        for (int i = 0; i < n; i++) {
            float z = x[at + i] + bias[biasAt + i];
            x[at + i] = Math.max(z, SLOPE * z);
        }
    }

    /** d ← d · leaky′ where y is the activated output; the first {@code n} of each. */
    static void backActivate(float[] d, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            d[i] *= Math.min(1f, Math.max(SLOPE, y[i] * STEEP));
        }
    }

    /**
     * Like {@link #backActivate(float[], float[], int)} for columns [0, to) of rows of {@code
     * width}.
     */
    static void backActivate(float[] d, float[] y, int rows, int width, int to) {
        for (int row = 0; row < rows; row++) {
            backActivateRow(d, y, row * width, to);
        }
    }

    private static void backActivateRow(float[] d, float[] y, int at, int n) {
        for (int i = 0; i < n; i++) {
            d[at + i] *= Math.min(1f, Math.max(SLOPE, y[at + i] * STEEP));
        }
    }

    /** sums[sumsAt + c] = Σ over rows of x[row][c]. */
    static void columnSums(float[] x, int rows, int width, float[] sums, int sumsAt) {
        Arrays.fill(sums, sumsAt, sumsAt + width, 0f);
        for (int row = 0; row < rows; row++) {
            add(sums, sumsAt, x, row * width, width);
        }
    }

    /** a ← a + b. */
    static void add(float[] a, int aAt, float[] b, int bAt, int n) {
        for (int i = 0; i < n; i++) {
            a[aAt + i] += b[bAt + i];
        }
    }

    /** a ← a + factor · b. */
    static void addScaled(float[] a, int aAt, float factor, float[] b, int bAt, int n) {
        for (int i = 0; i < n; i++) {
            a[aAt + i] += factor * b[bAt + i];
        }
    }

    /** a ← factor · b. */
    static void setScaled(float[] a, int aAt, float factor, float[] b, int bAt, int n) {
        for (int i = 0; i < n; i++) {
            a[aAt + i] = factor * b[bAt + i];
        }
    }

    /** a · b. */
    static float dot(float[] a, int aAt, float[] b, int bAt, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 += a[aAt + i] * b[bAt + i];
            s1 += a[aAt + i + 1] * b[bAt + i + 1];
            s2 += a[aAt + i + 2] * b[bAt + i + 2];
            s3 += a[aAt + i + 3] * b[bAt + i + 3];
        }
        for (; i < n; i++) {
            s0 += a[aAt + i] * b[bAt + i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Σ x². */
    static double sumOfSquares(float[] x, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 += (double) x[i] * x[i];
            s1 += (double) x[i + 1] * x[i + 1];
            s2 += (double) x[i + 2] * x[i + 2];
            s3 += (double) x[i + 3] * x[i + 3];
        }
        for (; i < n; i++) {
            s0 += (double) x[i] * x[i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
