package io.primacy.learner;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Works on several stages of a learner at a time: on the caller's thread and on some of its own.
 * Stages share nothing that they change, so who computes which one changes no bit.
 */
final class StageThreads implements AutoCloseable {
    private final int stages;
    private final Thread[] helpers;
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore done = new Semaphore(0);
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private IntConsumer work;
    private boolean closed;

    /**
     * @param threads with the caller's; more than there are stages are not used
     * @param stages numbered from 0
     */
    StageThreads(int threads, int stages) {
        this.stages = stages;
        helpers = new Thread[Math.min(threads, stages) - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Thread(this::help, Thread.currentThread().getName() + " stages " + i);
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
    }

    /**
     * Does something for every stage and returns when all is done, interrupted or not. What one
     * stage throws is thrown here, after the others.
     */
    void forEachStage(IntConsumer work) {
        this.work = work;
        next.set(stages);
        begun.release(helpers.length);
        takeTurns();
        done.acquireUninterruptibly(helpers.length);
        Throwable thrown = failure.getAndSet(null);
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw (RuntimeException) thrown;
        }
    }

    /** The last stage, which has the most tasks, comes first. */
    private void takeTurns() {
        for (int s = next.decrementAndGet(); s >= 0; s = next.decrementAndGet()) {
            try {
                work.accept(s);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        }
    }

    private void help() {
        begun.acquireUninterruptibly();
        while (!closed) {
            takeTurns();
            done.release();
            begun.acquireUninterruptibly();
        }
    }

    /** Ends its threads; nothing may be under way. */
    @Override
    public void close() {
        closed = true;
        begun.release(helpers.length);
        boolean interrupted = false;
        for (Thread helper : helpers) {
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
