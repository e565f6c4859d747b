package io.primacy.pipeline.snapshot;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what it is given one after the other, off the thread that gives it. What waits is bounded;
 * whoever gives more waits. After a failure nothing more is done.
 */
final class StagingThread {
    private static final Logger LOG = LoggerFactory.getLogger(StagingThread.class);
    private static final int KIBIBYTES = 64 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
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
        this.name = name;
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

    /**
     * Stops, in the middle if need be, and waits until it has, for a while: the job's next attempt
     * writes files of the same names.
     */
    void close() {
        executor.shutdownNow();
        // A cancelled task is interrupted, and has to wait all the same.
        boolean interrupted = Thread.interrupted();
        try {
            if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "Staging of {}: a file is still being written {} s after the end; a job that"
                                + " goes on may find it in its way",
                        name,
                        PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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
