package io.primacy.benchmark.kernel;

import io.primacy.benchmark.setting.FlopCount;
import io.primacy.benchmark.setting.Setting;
import io.primacy.benchmark.setting.Stream;
import io.primacy.learner.LearningStep;
import io.primacy.learner.Model;
import io.primacy.learner.PrimalDualLearner;
import io.primacy.learner.rows.RowStore;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;

/**
 * A learner on this thread, in steady state: all its rows are on the heap, its warm-up is over, and
 * the examples it is fed are made already. One step fills the mini-batch and learns it.
 */
public final class KernelLoop implements AutoCloseable {
    /** Examples that are drawn once and fed over and over. */
    private static final int POOL = 1 << 16;

    private static final long SEED = 7;

    private final PrimalDualLearner learner;
    private final Model model;
    private final Example[] pool;
    private final int batch;
    private final long flopsPerEvent;
    private int next;

    /** A loop over examples whose ids are all alike frequent. */
    public KernelLoop(Setting setting) {
        this(setting, new Stream(setting, Stream.Popularity.UNIFORM, SEED));
    }

    /** A loop over a pool of the stream's examples. */
    public KernelLoop(Setting setting, Stream stream) {
        LearnerConfig config = setting.config();
        learner = new PrimalDualLearner(config);
        model = learner.create("default", RowStore.none());
        batch = setting.batch();
        flopsPerEvent = FlopCount.perEvent(config);
        learnAll(stream.everyValue());
        pool = new Example[Math.max(POOL / batch, 4) * batch];
        for (int i = 0; i < pool.length; i++) {
            pool[i] = stream.next();
        }
        while (model.learned() < config.constraint().warmup() * 2) {
            step();
        }
    }

    private void learnAll(Example[] examples) {
        for (Example example : examples) {
            model.pending().add(example);
            if (model.pending().isFull()) {
                learner.learn(model);
            }
        }
        if (!model.pending().isEmpty()) {
            learner.learn(model);
        }
    }

    /** Fills a mini-batch and learns it. */
    public LearningStep step() {
        for (int i = 0; i < batch; i++) {
            model.pending().add(pool[next + i]);
        }
        next = next + batch == pool.length ? 0 : next + batch;
        return learner.learn(model);
    }

    /** Events learned per second over so many steps. */
    public double eventsPerSecond(int steps) {
        long started = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            step();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        requireLearning();
        return (double) steps * batch / seconds;
    }

    /** Bytes of heap allocated by this thread per step, over so many steps. */
    public double allocatedBytesPerStep(int steps) {
        long before = Allocation.ofThisThread();
        for (int i = 0; i < steps; i++) {
            step();
        }
        return (double) (Allocation.ofThisThread() - before) / steps;
    }

    /** Operations of matrix products per event. */
    public long flopsPerEvent() {
        return flopsPerEvent;
    }

    /** Skipping a batch is fast; a figure of it would be worth nothing. */
    private void requireLearning() {
        if (model.skippedBatches() > 0) {
            throw new IllegalStateException(
                    model.skippedBatches() + " batches were skipped instead of learned.");
        }
    }

    @Override
    public void close() {
        learner.close();
    }
}
