package io.primacy.learner.network;

import dev.ludovic.netlib.blas.NativeBLAS;

/** OpenBLAS on the arrays where they are: the binding pins them for the time of a product. */
final class InPlaceBlas implements Blas {
    private final NativeBLAS blas;

    InPlaceBlas(NativeBLAS blas) {
        this.blas = blas;
    }

    /** BLAS has columns where we have rows: it is asked for Cᵀ = Bᵀ · Aᵀ. */
    @Override
    public void multiply(
            boolean transA,
            boolean transB,
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int lda,
            float[] b,
            int bAt,
            int ldb,
            float[] c,
            int cAt,
            int ldc) {
        blas.sgemm(
                transB ? "T" : "N",
                transA ? "T" : "N",
                n,
                m,
                k,
                1f,
                b,
                bAt,
                ldb,
                a,
                aAt,
                lda,
                0f,
                c,
                cAt,
                ldc);
    }

    @Override
    public void multiply(int m, int n, float[] a, float[] x, float[] y) {
        blas.sgemv("T", n, m, 1f, a, n, x, 1, 0f, y, 1);
    }
}
