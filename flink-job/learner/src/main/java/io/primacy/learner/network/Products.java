package io.primacy.learner.network;

/**
 * The matrix products of a network. All matrices are row-major and stand in heap arrays, each from
 * an index on; {@code ld} is the distance between rows, so the experts' blocks are multiplied where
 * they stand, and nothing is allocated.
 */
final class Products {
    private static final int ROWS_SUMMED_TOGETHER = 4;
    private static final Blas BLAS = OpenBlas.fastest();

    private Products() {}

    /** C [m×n] = A · B, with A [m×k] and B [k×n]. */
    static void multiply(
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
        BLAS.multiply(false, false, m, n, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc);
    }

    /** C [m×n] = Aᵀ · B, with A [k×m] and B [k×n]. */
    static void multiplyTransposedA(
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
        BLAS.multiply(true, false, m, n, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc);
    }

    /** C [m×n] = A · Bᵀ, with A [m×k] and B [n×k]. */
    static void multiplyTransposedB(
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
        BLAS.multiply(false, true, m, n, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc);
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
    static void rowSums(int m, int n, float[] a, float[] ones, float[] sums) {
        BLAS.multiply(padded(m), n, a, ones, sums);
    }
}
