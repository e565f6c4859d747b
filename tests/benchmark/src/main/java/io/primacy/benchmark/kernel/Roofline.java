package io.primacy.benchmark.kernel;

import io.primacy.benchmark.figure.Samples;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * What a matrix product does on this thread at this moment: 256×160 by 160×256, single precision,
 * by the BLAS and the call that the learner uses.
 */
public final class Roofline {
    private static final int ROW_MAJOR = 101;
    private static final int AS_IS = 111;
    private static final int M = 256;
    private static final int N = 256;
    private static final int K = 160;
    private static final int CALLS = 200;

    private final FloatPointer a = filled(M * K);
    private final FloatPointer b = filled(K * N);
    private final FloatPointer c = filled(M * N);

    /** Checks that the BLAS, which a learner has loaded before, uses one thread. */
    public Roofline() {
        int threads = openblas_nolapack.blas_get_num_threads();
        if (threads != 1) {
            throw new IllegalStateException(
                    "OpenBLAS has "
                            + threads
                            + " threads; figures are of one: set OPENBLAS_NUM_THREADS=1 and"
                            + " OMP_NUM_THREADS=1.");
        }
    }

    /** Floating-point operations per second, the median of a few short runs. */
    public double flopsPerSecond(int runs) {
        Samples samples = new Samples();
        for (int run = 0; run < runs; run++) {
            long started = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                openblas_nolapack.cblas_sgemm(
                        ROW_MAJOR, AS_IS, AS_IS, M, N, K, 1f, a, K, b, N, 0f, c, N);
            }
            samples.add(2.0 * M * N * K * CALLS * 1e9 / (System.nanoTime() - started));
        }
        return samples.median();
    }

    private static FloatPointer filled(int floats) {
        FloatPointer pointer = new FloatPointer(floats);
        for (int i = 0; i < floats; i++) {
            pointer.put(i, (i % 17 - 8) / 16f);
        }
        return pointer;
    }
}
