package io.primacy.learner.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PackingBuffersTest {
    private static final int PRODUCTS = 5;

    /** OpenBLAS takes another buffer only for a product that meets others. */
    @Test
    @Timeout(60)
    void asManyProductsMeetAsBuffersAreWanted() {
        Meeting meeting = new Meeting();

        PackingBuffers.touch(meeting, PRODUCTS);

        assertThat(meeting.met).hasValue(PRODUCTS);
    }

    /** Each product waits inside for the others. */
    private static final class Meeting implements Blas {
        private final CyclicBarrier all = new CyclicBarrier(PRODUCTS);
        private final AtomicInteger met = new AtomicInteger();

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
            try {
                all.await(30, TimeUnit.SECONDS);
                met.incrementAndGet();
            } catch (Exception e) {
                throw new IllegalStateException("A product did not meet the others.", e);
            }
        }

        @Override
        public void multiply(int m, int n, float[] a, float[] x, float[] y) {
            throw new UnsupportedOperationException();
        }
    }
}
