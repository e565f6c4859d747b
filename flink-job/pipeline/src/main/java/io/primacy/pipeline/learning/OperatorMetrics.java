package io.primacy.pipeline.learning;

import io.primacy.learner.LearningStep;
import io.primacy.pipeline.state.ModelStates;
import io.primacy.pipeline.state.WorkingSetFigures;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the operator does, as Flink metrics of each of its subtasks. Names are documented in {@code
 * flink-job/pipeline/STATE.md} and never change their meaning.
 */
final class OperatorMetrics {
    private final ModelStates states;
    private final Counter learned;
    private final Counter batches;
    private final Counter skippedBatches;
    private final Counter snapshots;
    private final Counter refusedSnapshots;
    private volatile WorkingSetFigures figures;
    private volatile long barrierMillis;
    private volatile long barrierRows;
    private volatile long barrierBytes;

    OperatorMetrics(MetricGroup group, ModelStates states) {
        this.states = states;
        figures = states.figures();
        learned = group.counter("learned");
        batches = group.counter("batches");
        skippedBatches = group.counter("skippedBatches");
        snapshots = group.counter("snapshots");
        refusedSnapshots = group.counter("refusedSnapshots");
        gauge(group, "modelsResident", WorkingSetFigures::models);
        gauge(group, "residentRows", WorkingSetFigures::rows);
        gauge(group, "workingSetBytes", WorkingSetFigures::heapBytes);
        gauge(group, "rowLookups", WorkingSetFigures::lookups);
        gauge(group, "rowHits", WorkingSetFigures::hits);
        gauge(group, "flushedRows", WorkingSetFigures::flushedRows);
        gauge(group, "flushedBytes", WorkingSetFigures::flushedBytes);
        gauge(group, "expiredRows", WorkingSetFigures::expiredRows);
        group.gauge("barrierMillis", (Gauge<Long>) () -> barrierMillis);
        group.gauge("barrierRows", (Gauge<Long>) () -> barrierRows);
        group.gauge("barrierBytes", (Gauge<Long>) () -> barrierBytes);
    }

    private void gauge(MetricGroup group, String name, ToLongFunction<WorkingSetFigures> figure) {
        group.gauge(name, (Gauge<Long>) () -> figure.applyAsLong(figures));
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

    void refused() {
        refusedSnapshots.inc();
    }

    /**
     * A checkpoint's barrier was held up.
     *
     * @param before the working set's figures when it arrived
     * @param millis how long
     */
    void barrier(WorkingSetFigures before, long millis) {
        observe();
        barrierMillis = millis;
        barrierRows = figures.flushedRows() - before.flushedRows();
        barrierBytes = figures.flushedBytes() - before.flushedBytes();
    }

    /** Reads the working set's figures, in the task's thread. */
    void observe() {
        figures = states.figures();
    }
}
