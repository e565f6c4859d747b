package io.primacy.pipeline.snapshot;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.operators.MailboxExecutor;

/**
 * Does what it is given one after the other, off the thread that gives it. What waits is bounded;
 * whoever gives more waits. After a failure nothing more is done.
 */
final class StagingThread {
    private static final int KIBIBYTES = 64 << 10;

    private final ExecutorService executor;
    private final MailboxExecutor mailbox;
    private final Semaphore room = new Semaphore(KIBIBYTES);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** Something to do. */
    interface Work {
        void run() throws Exception;
    }

    /**
     * @param name for the thread
     * @param mailbox told of a failure; {@code null}: the next call fails
     */
    StagingThread(String name, MailboxExecutor mailbox) {
        this.mailbox = mailbox;
        this.executor =
                Executors.newSingleThreadExecutor(
                        task -> {
                            Thread thread = new Thread(task, "Staging of " + name);
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Has something done.
     *
     * @param bytes what it holds until it is done
     */
    void execute(long bytes, Work work) throws IOException, InterruptedException {
        check();
        int permits = (int) Math.min(KIBIBYTES, bytes >> 10);
        room.acquire(permits);
        executor.execute(
                () -> {
                    try {
                        if (failure.get() == null) {
                            work.run();
                        }
                    } catch (Exception | Error e) {
                        fail(e);
                    } finally {
                        room.release(permits);
                    }
                });
    }

    /** Waits until all is done. */
    void await() throws IOException, InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        executor.execute(done::countDown);
        done.await();
        check();
    }

    /** Stops, in the middle if need be. */
    void close() {
        executor.shutdownNow();
    }

    private void fail(Throwable cause) {
        if (failure.compareAndSet(null, cause) && mailbox != null && !executor.isShutdown()) {
            mailbox.execute(this::check, "staging failed");
        }
    }

    private void check() throws IOException {
        Throwable cause = failure.get();
        if (cause instanceof IllegalStateException refused) {
            throw refused;
        }
        if (cause != null) {
            throw new IOException("A snapshot could not be staged: " + cause.getMessage(), cause);
        }
    }
}
