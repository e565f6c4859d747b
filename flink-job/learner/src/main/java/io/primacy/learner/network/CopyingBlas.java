package io.primacy.learner.network;

import org.bytedeco.openblas.global.openblas_nolapack;

/** OpenBLAS on copies in native memory, a set of them per thread. */
final class CopyingBlas implements Blas {
    private static final int ROW_MAJOR = 101;
    private static final int AS_IS = 111;
    private static final int TRANSPOSED = 112;

    private final ThreadLocal<NativeMatrix[]> copies =
            ThreadLocal.withInitial(
                    () ->
                            new NativeMatrix[] {
                                new NativeMatrix(), new NativeMatrix(), new NativeMatrix()
                            });

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
        NativeMatrix[] copy = copies.get();
        copy[0].upload(a, aAt, transA ? k : m, transA ? m : k, lda);
        copy[1].upload(b, bAt, transB ? n : k, transB ? k : n, ldb);
        copy[2].reserve(m, n, ldc);
        openblas_nolapack.cblas_sgemm(
                ROW_MAJOR,
                transA ? TRANSPOSED : AS_IS,
                transB ? TRANSPOSED : AS_IS,
                m,
                n,
                k,
                1f,
                copy[0].floats(),
                lda,
                copy[1].floats(),
                ldb,
                0f,
                copy[2].floats(),
                ldc);
        copy[2].download(c, cAt, m, n, ldc);
    }

    @Override
    public void multiply(int m, int n, float[] a, float[] x, float[] y) {
        NativeMatrix[] copy = copies.get();
        copy[0].upload(a, 0, m, n, n);
        copy[1].upload(x, 0, 1, n, n);
        copy[2].reserve(1, m, m);
        openblas_nolapack.cblas_sgemv(
                ROW_MAJOR,
                AS_IS,
                m,
                n,
                1f,
                copy[0].floats(),
                n,
                copy[1].floats(),
                1,
                0f,
                copy[2].floats(),
                1);
        copy[2].download(y, 0, 1, m, m);
    }
}
