package io.primacy.learner.network;

import java.util.concurrent.CountDownLatch;

/**
 * Lets the pages be there that OpenBLAS's kernels prefetch. A product packs both its matrices into
 * a buffer, one of as many as there are products at the same time, and the kernels prefetch beyond
 * what was packed. Where the buffer was never written it has no pages, and a prefetch that finds
 * none walks the page tables in vain, every time: on an AMD EPYC of family 23 the products of a
 * step then do 12 GFLOP/s, and 32 where a larger product has been there before.
 */
final class PackingBuffers {
    /**
     * Depth, and length of what is packed block by block: twice a block of OpenBLAS's or more, so
     * that blocks are whole.
     */
    private static final int DEEP = 1_024;

    /** Length of what is packed all at once. */
    private static final int LONG = 512;

    private PackingBuffers() {}

    /** Has so many products meet, or as close to that as the system lets them. */
    static void touch(Blas blas, int products) {
        float[] factors = new float[DEEP * DEEP];
        // Of zeros only, so that all may write the same one.
        float[] product = new float[LONG * DEEP];
        together(
                products,
                () ->
                        blas.multiply(
                                false, false, LONG, DEEP, DEEP, factors, 0, DEEP, factors, 0, DEEP,
                                product, 0, DEEP));
    }

    /** Does the work in so many threads, which begin it together. */
    static void together(int count, Runnable work) {
        CountDownLatch ready = new CountDownLatch(count);
        Thread[] threads = new Thread[count];
        for (int i = 0; i < count; i++) {
            threads[i] = new Thread(() -> begin(ready, work), "primacy-blas-" + i);
            threads[i].setDaemon(true);
            threads[i].start();
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            // Without it products are slower, and as right.
            Thread.currentThread().interrupt();
        }
    }

    private static void begin(CountDownLatch ready, Runnable work) {
        ready.countDown();
        try {
            ready.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        work.run();
    }
}
