package io.primacy.learner.function;

/**
 * Exponential and logarithm of whole arrays, in double precision. {@link Math#exp} takes one value
 * at a time; these loops have no branch and no table, so the JIT compiler computes a register full
 * of values at once. Plain products and sums only, so every processor gives the same bits.
 */
public final class Elementary {
    /** eˣ below this is as good as none: 10⁻²⁸. */
    private static final double LEAST = -64;

    /** Halvings of the argument before the series, squarings after it. */
    private static final double HALVED = 1.0 / (1 << 10);

    private Elementary() {}

    /**
     * x ← eˣ for x ≤ 0, in [0, n); relative error below 4·10⁻¹³ down to e⁻⁶⁴, which all smaller
     * arguments give. NaN stays NaN.
     *
     * <p>The Taylor series of x/1024 up to the eighth power, squared ten times.
     */
    public static void exp(double[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = Math.max(LEAST, x[i]) * HALVED;
        }
        for (int i = 0; i < n; i++) {
            double t = x[i];
            double series = 1 + t * (1.0 / 8);
            series = 1 + t * series * (1.0 / 7);
            series = 1 + t * series * (1.0 / 6);
            series = 1 + t * series * (1.0 / 5);
            series = 1 + t * series * (1.0 / 4);
            series = 1 + t * series * (1.0 / 3);
            series = 1 + t * series * (1.0 / 2);
            series = 1 + t * series;
            double p2 = series * series;
            double p4 = p2 * p2;
            double p8 = p4 * p4;
            double p16 = p8 * p8;
            double p32 = p16 * p16;
            double p64 = p32 * p32;
            double p128 = p64 * p64;
            double p256 = p128 * p128;
            double p512 = p256 * p256;
            x[i] = p512 * p512;
        }
    }

    /**
     * x ← ln(1 + x) for 0 ≤ x ≤ 1, in [0, n); relative error below 10⁻¹⁴. NaN stays NaN.
     *
     * <p>2·artanh(s) with s = x / (2 + x) ≤ ⅓, by its series up to s²⁷.
     */
    public static void log1p(double[] x, int n) {
        for (int i = 0; i < n; i++) {
            double s = x[i] / (2 + x[i]);
            double q = s * s;
            double series = 1.0 / 25 + q * (1.0 / 27);
            series = 1.0 / 23 + q * series;
            series = 1.0 / 21 + q * series;
            series = 1.0 / 19 + q * series;
            series = 1.0 / 17 + q * series;
            series = 1.0 / 15 + q * series;
            series = 1.0 / 13 + q * series;
            series = 1.0 / 11 + q * series;
            series = 1.0 / 9 + q * series;
            series = 1.0 / 7 + q * series;
            series = 1.0 / 5 + q * series;
            series = 1.0 / 3 + q * series;
            x[i] = 2 * s * (1 + q * series);
        }
    }
}
