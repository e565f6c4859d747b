package io.primacy.pipeline.learning;

import io.primacy.learner.LearningStep;
import io.primacy.pipeline.state.ModelStates;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What the operator does, as Flink metrics; the figures are those of the last batch or barrier. */
final class OperatorMetrics {
    private final ModelStates states;
    private final Counter learned;
    private final Counter batches;
    private final Counter skippedBatches;
    private final Counter snapshots;
    private volatile long residentRows;
    private volatile long residentModels;
    private volatile long heapBytes;
    private volatile long flushedRows;
    private volatile long barrierMillis;

    OperatorMetrics(MetricGroup group, ModelStates states) {
        this.states = states;
        learned = group.counter("learned");
        batches = group.counter("batches");
        skippedBatches = group.counter("skippedBatches");
        snapshots = group.counter("snapshots");
        group.gauge("residentRows", (Gauge<Long>) () -> residentRows);
        group.gauge("modelsResident", (Gauge<Long>) () -> residentModels);
        group.gauge("workingSetBytes", (Gauge<Long>) () -> heapBytes);
        group.gauge("flushedRows", (Gauge<Long>) () -> flushedRows);
        group.gauge("barrierMillis", (Gauge<Long>) () -> barrierMillis);
    }

    void learned(LearningStep step) {
        learned.inc(step.examples());
        batches.inc();
        if (step.skipped()) {
            skippedBatches.inc();
        }
    }

    void published() {
        snapshots.inc();
    }

    /** A checkpoint's barrier was held up for {@code millis}. */
    void barrier(long millis) {
        barrierMillis = millis;
        observe();
    }

    /** Reads the working set's size, in the task's thread. */
    void observe() {
        residentRows = states.residentRows();
        residentModels = states.residentModels();
        heapBytes = states.heapBytes();
        flushedRows = states.flushedRows();
    }
}
