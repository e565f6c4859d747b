package io.primacy.benchmark.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A checkpoint at the beginning of every second stretch of 5 s of one run. Two runs of half a
 * minute differ by more than checkpoints cost; two stretches, one right after the other, by little.
 */
final class CheckpointTurns implements Runnable {
    private static final long STRETCH = Duration.ofSeconds(5).toNanos();

    private final Growth growth;
    private final long warm;
    private final Supplier<CompletableFuture<Long>> checkpoint;
    private final List<Long> begun = new ArrayList<>();
    private CompletableFuture<Long> running = CompletableFuture.completedFuture(0L);

    /**
     * @param growth of the events learned, as it is watched
     * @param warm events before the first stretch
     * @param checkpoint begins one
     */
    CheckpointTurns(Growth growth, long warm, Supplier<CompletableFuture<Long>> checkpoint) {
        this.growth = growth;
        this.warm = warm;
        this.checkpoint = checkpoint;
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        if (growth.count() < warm || !begun.isEmpty() && now - last() < 2 * STRETCH) {
            return;
        }
        if (!running.isDone()) {
            throw new IllegalStateException(
                    "A checkpoint takes longer than two stretches of 5 s; its cost cannot be told.");
        }
        running.join();
        running = checkpoint.get();
        begun.add(now);
    }

    private long last() {
        return begun.get(begun.size() - 1);
    }

    /** Events per second in each stretch that begins with a checkpoint. */
    double[] with() {
        return paces(0, STRETCH);
    }

    /** The same in those after them. */
    double[] without() {
        return paces(STRETCH, 2 * STRETCH);
    }

    private double[] paces(long from, long to) {
        double[] paces =
                begun.stream()
                        .filter(start -> start + 2 * STRETCH <= growth.time())
                        .mapToDouble(start -> growth.perSecond(start + from, start + to))
                        .toArray();
        if (paces.length == 0) {
            throw new IllegalStateException(
                    "Too few events for a stretch with a checkpoint and one without.");
        }
        return paces;
    }
}
