package io.primacy.learner.network;

/**
 * The routines of a BLAS that the network needs, on heap arrays: what is element-wise happens
 * there, since the JIT compiler vectorises loops over arrays and not those over native memory.
 * Matrices are row-major; {@code ld} is the distance between rows.
 */
interface Blas {
    /** C [m×n] = A · B, where A [m×k] or B [k×n] may be given transposed. */
    void multiply(
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
            int ldc);

    /** y [m] = A · x, with A [m×n] from index 0 and x [n]. */
    void multiply(int m, int n, float[] a, float[] x, float[] y);
}
