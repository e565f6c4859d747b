package io.primacy.learner.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PackingBuffersTest {
    private static final int PRODUCTS = 5;

    private final CyclicBarrier all = new CyclicBarrier(PRODUCTS);
    private final AtomicInteger met = new AtomicInteger();

    /** OpenBLAS takes another buffer only for a product that meets others. */
    @Test
    @Timeout(60)
    void asManyProductsMeetAsBuffersAreWanted() {
        PackingBuffers.together(PRODUCTS, this::meet);

        assertThat(met).hasValue(PRODUCTS);
    }

    private void meet() {
        try {
            all.await(30, TimeUnit.SECONDS);
            met.incrementAndGet();
        } catch (Exception e) {
            throw new IllegalStateException("A product did not meet the others.", e);
        }
    }
}
