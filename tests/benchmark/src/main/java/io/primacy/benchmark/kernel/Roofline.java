package io.primacy.benchmark.kernel;

import dev.ludovic.netlib.blas.NativeBLAS;
import io.primacy.benchmark.figure.Samples;

/**
 * What a matrix product does on this thread at this moment: 256×160 by 160×256, single precision,
 * by the BLAS and the call that the learner uses.
 */
public final class Roofline {
    private static final int M = 256;
    private static final int N = 256;
    private static final int K = 160;
    private static final int CALLS = 200;

    private static final String THREADS = "OPENBLAS_NUM_THREADS";

    private final NativeBLAS blas = NativeBLAS.getInstance();
    private final float[] a = filled(M * K);
    private final float[] b = filled(K * N);
    private final float[] c = new float[M * N];

    /** Checks that the BLAS, which a learner has loaded before, uses one thread. */
    public Roofline() {
        String threads = System.getenv(THREADS);
        if (!"1".equals(threads)) {
            throw new IllegalStateException(
                    THREADS + " is " + threads + "; figures are of one thread: set it to 1.");
        }
    }

    /** Floating-point operations per second, the median of a few short runs. */
    public double flopsPerSecond(int runs) {
        Samples samples = new Samples();
        for (int run = 0; run < runs; run++) {
            long started = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                blas.sgemm("N", "N", N, M, K, 1f, b, N, a, K, 0f, c, N);
            }
            samples.add(2.0 * M * N * K * CALLS * 1e9 / (System.nanoTime() - started));
        }
        return samples.median();
    }

    private static float[] filled(int floats) {
        float[] values = new float[floats];
        for (int i = 0; i < floats; i++) {
            values[i] = (i % 17 - 8) / 16f;
        }
        return values;
    }
}
