package io.primacy.learner.network;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The matrix products, by the BLAS that ND4J ships and uses itself. Its own entry point is called
 * directly, since that takes leading dimensions: the experts' blocks are multiplied where they
 * stand, and nothing is allocated. All matrices are row-major; {@code ld} is the distance between
 * rows.
 */
final class Products {
    private static final int ROW_MAJOR = 101;
    private static final int AS_IS = 111;
    private static final int TRANSPOSED = 112;

    private Products() {}

    /** C [m×n] = A [m×k] · B [k×n]. */
    static void multiply(
            int m,
            int n,
            int k,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            FloatPointer c,
            int ldc) {
        gemm(AS_IS, AS_IS, m, n, k, a, lda, b, ldb, c, ldc);
    }

    /** C [m×n] = Aᵀ · B, with A [k×m] and B [k×n]. */
    static void multiplyTransposedA(
            int m,
            int n,
            int k,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            FloatPointer c,
            int ldc) {
        gemm(TRANSPOSED, AS_IS, m, n, k, a, lda, b, ldb, c, ldc);
    }

    /** C [m×n] = A · Bᵀ, with A [m×k] and B [n×k]. */
    static void multiplyTransposedB(
            int m,
            int n,
            int k,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            FloatPointer c,
            int ldc) {
        gemm(AS_IS, TRANSPOSED, m, n, k, a, lda, b, ldb, c, ldc);
    }

    private static void gemm(
            int transA,
            int transB,
            int m,
            int n,
            int k,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            FloatPointer c,
            int ldc) {
        openblas_nolapack.cblas_sgemm(
                ROW_MAJOR, transA, transB, m, n, k, 1f, a, lda, b, ldb, 0f, c, ldc);
    }
}
