package io.primacy.learner.network;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The matrix products, by the BLAS that ND4J ships and uses itself. Its own entry points are called
 * directly, since they take leading dimensions: the experts' blocks are multiplied where they
 * stand, and nothing is allocated. All matrices are row-major; {@code ld} is the distance between
 * rows.
 */
final class Products {
    private static final int ROW_MAJOR = 101;
    private static final int AS_IS = 111;
    private static final int TRANSPOSED = 112;
    private static final int ROWS_SUMMED_TOGETHER = 4;

    private Products() {}

    /** C [m×n] = A · B, with A [m×k] and B [k×n]. */
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

    /** C [m×n] = Aᵀ · Bᵀ, with A [k×m] and B [n×k]. */
    static void multiplyTransposedBoth(
            int m,
            int n,
            int k,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            FloatPointer c,
            int ldc) {
        gemm(TRANSPOSED, TRANSPOSED, m, n, k, a, lda, b, ldb, c, ldc);
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

    /** Rows that {@link #rowSums} reads and sums that it writes for so many rows. */
    static int padded(int rows) {
        return (rows + ROWS_SUMMED_TOGETHER - 1) / ROWS_SUMMED_TOGETHER * ROWS_SUMMED_TOGETHER;
    }

    /**
     * sums [m] = the sum of each row of A [m×n], in an order that does not depend on m: what is
     * left over after the last four rows would be summed in another one, so A and the sums have
     * room for {@link #padded}(m).
     *
     * @param ones n ones
     */
    static void rowSums(int m, int n, FloatPointer a, FloatPointer ones, FloatPointer sums) {
        openblas_nolapack.cblas_sgemv(
                ROW_MAJOR, AS_IS, padded(m), n, 1f, a, n, ones, 1, 0f, sums, 1);
    }

    /** A ← factor · A, for the first {@code n} floats. */
    static void scale(int n, float factor, FloatPointer a) {
        openblas_nolapack.cblas_sscal(n, factor, a, 1);
    }
}
