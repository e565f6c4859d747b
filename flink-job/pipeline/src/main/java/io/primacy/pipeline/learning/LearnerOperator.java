package io.primacy.pipeline.learning;

import io.primacy.learner.Model;
import io.primacy.learner.PrimalDualLearner;
import io.primacy.learner.publication.PublicationGate;
import io.primacy.pipeline.publish.SnapshotDirectory;
import io.primacy.pipeline.report.MetricsReportSerializer;
import io.primacy.pipeline.snapshot.SnapshotPart;
import io.primacy.pipeline.state.ModelStates;
import io.primacy.pipeline.state.OlderSavepoint;
import io.primacy.pipeline.state.ReturnedModels;
import io.primacy.pipeline.state.WorkingSetFigures;
import io.primacy.pipeline.type.ShippedConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import io.primacy.schema.report.MetricsReport;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.memory.ManagedMemoryUseCase;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Fills the batches of the models it is given, has the learner learn them, and at checkpoint
 * barriers writes back what changed and emits snapshots. Keyed by model key.
 *
 * <ul>
 *   <li>A batch is learned when it is full, when its oldest event has waited for the config's
 *       longest delay, or when the stream ends.
 *   <li>At every n-th checkpoint (its id is a multiple of n, which a restored job continues), each
 *       model that has learned since its last snapshot is published. The version is part of the
 *       state that the same checkpoint keeps.
 *   <li>When the stream ends, everything left is learned and published, whatever n is; that
 *       snapshot names the first checkpoint that can contain it.
 * </ul>
 */
public final class LearnerOperator extends AbstractStreamOperator<SnapshotPart>
        implements OneInputStreamOperator<Example, SnapshotPart>, Triggerable<String, Long> {
    private static final long serialVersionUID = 1L;

    /** Side output of the metrics reports. */
    public static final OutputTag<MetricsReport> METRICS =
            new OutputTag<>("metrics", MetricsReportSerializer.TYPE);

    private static final long FIRST_REPORT_MILLIS = 100;

    private final ShippedConfig shippedConfig;
    private final ReturnedModels returnedModels;

    private transient LearnerConfig config;
    private transient PrimalDualLearner learner;
    private transient ModelStates states;
    private transient BatchDelay delay;
    private transient SnapshotEmitter snapshots;
    private transient Reporter reporter;
    private transient ModelPublication publication;
    private transient ModelGauges gauges;
    private transient OperatorMetrics counters;
    private transient long lastCheckpointId;
    private transient boolean finished;

    /**
     * @param config the learner; its snapshot directory must be an absolute URI
     */
    public LearnerOperator(LearnerConfig config) {
        this(config, ReturnedModels.NONE);
    }

    /** Like the other, with models that return out of an older savepoint. */
    public LearnerOperator(LearnerConfig config, ReturnedModels returnedModels) {
        this.shippedConfig = ShippedConfig.of(config);
        this.returnedModels = returnedModels;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        config = shippedConfig.unpack();
        lastCheckpointId = context.getRestoredCheckpointId().orElse(0);
        learner = new PrimalDualLearner(config, SlotProcessors.of(taskManager()));
        SnapshotDirectory published = new SnapshotDirectory(config.snapshot().directory());
        CheckpointableKeyedStateBackend<String> backend =
                (CheckpointableKeyedStateBackend<String>) this.<String>getKeyedStateBackend();
        String job = getRuntimeContext().getJobInfo().getJobId().toHexString();
        List<String> returned =
                olderSavepoint()
                        .replace(returnedModels.keys(), job, backend, context.getKeyedStateStore());
        states =
                new ModelStates(
                        backend,
                        context.getKeyedStateStore(),
                        learner,
                        config.rows().memoryBytes(),
                        config.snapshot().deltaMemoryBytes(),
                        new DirectoryLineages(published, job));
        for (String key : returned) {
            // Loading it writes down that this job has it.
            states.model(key);
        }
        snapshots =
                new SnapshotEmitter(
                        learner,
                        states,
                        new PublicationGate(config),
                        published,
                        !config.rows().ttl().isZero(),
                        part -> output.collect(new StreamRecord<>(part)));
        reporter = new Reporter(learner, snapshots::isAlarming, this::emitReport);
    }

    private OlderSavepoint olderSavepoint() {
        Environment environment = getContainingTask().getEnvironment();
        return new OlderSavepoint(
                returnedModels.savepoint(),
                getOperatorID(),
                environment,
                getOperatorConfig()
                        .getManagedMemoryFractionOperatorUseCaseOfSlot(
                                ManagedMemoryUseCase.STATE_BACKEND,
                                environment.getJobConfiguration(),
                                taskManager(),
                                getUserCodeClassloader()));
    }

    private Configuration taskManager() {
        return getContainingTask().getEnvironment().getTaskManagerInfo().getConfiguration();
    }

    @Override
    public void open() throws Exception {
        super.open();
        delay =
                new BatchDelay(
                        getInternalTimerService("batch-delay", LongSerializer.INSTANCE, this),
                        config.batch().maxDelay());
        if (delay.isLimited()) {
            delay.restored(states.waiting(), this);
        }
        counters = new OperatorMetrics(getMetricGroup(), states);
        publication = new ModelPublication(snapshots, reporter, counters);
        gauges = new ModelGauges(getMetricGroup());
        scheduleReport(Math.min(FIRST_REPORT_MILLIS, config.metrics().interval().toMillis()));
    }

    @Override
    public void processElement(StreamRecord<Example> element) throws Exception {
        Example example = element.getValue();
        Model model = states.model(example.modelKey());
        if (model.pending().isFull()) {
            // Restored from a run whose batches were larger.
            learn(model);
        }
        model.pending().add(example);
        states.pendingChanged(model);
        if (model.pending().isFull()) {
            learn(model);
        } else if (model.pending().size() == 1) {
            delay.started(model);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, Long> timer) throws Exception {
        Model model = states.model(timer.getKey());
        if (BatchDelay.concerns(model, timer.getNamespace())) {
            learn(model);
        }
    }

    @Override
    public void onEventTime(InternalTimer<String, Long> timer) {
        throw new IllegalStateException("The learner sets no event-time timers.");
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        long begun = System.nanoTime();
        WorkingSetFigures before = states.figures();
        lastCheckpointId = checkpointId;
        if (!finished && checkpointId % config.snapshot().everyCheckpoints() == 0) {
            for (String key : states.unpublished()) {
                publication.publish(states.model(key), checkpointId);
            }
        }
        int rows = states.flush();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        counters.barrier(before, millis);
        LOG.debug(
                "Checkpoint {}: {} rows flushed, barrier held for {} ms",
                checkpointId,
                rows,
                millis);
    }

    /** Learns what is left of every model, resident or not, and publishes it. */
    @Override
    public void finish() throws Exception {
        for (String key : states.keys()) {
            setCurrentKey(key);
            Model model = states.model(key);
            if (!model.pending().isEmpty()) {
                learn(model);
            }
            reporter.report(model);
        }
        for (String key : states.unpublished()) {
            publication.publish(states.model(key), lastCheckpointId + 1);
        }
        finished = true;
        super.finish();
    }

    @Override
    public void close() throws Exception {
        if (learner != null) {
            learner.close();
        }
        super.close();
    }

    /** The models, for a test that compares them. */
    ModelStates states() {
        return states;
    }

    /** The learner, for a test that encodes its models. */
    PrimalDualLearner learner() {
        return learner;
    }

    private void learn(Model model) throws IOException {
        delay.ends(model);
        counters.learned(learner.learn(model));
        states.learned(model);
        reporter.learned(model);
    }

    /** At first sooner: who starts a job waits for a sign of life. */
    private void scheduleReport(long millis) {
        long next = getProcessingTimeService().getCurrentProcessingTime() + millis;
        long interval = config.metrics().interval().toMillis();
        getProcessingTimeService()
                .registerTimer(
                        next,
                        time -> {
                            reporter.reportChanged(states.resident());
                            counters.observe();
                            scheduleReport(Math.min(2 * millis, interval));
                        });
    }

    private void emitReport(MetricsReport report) {
        gauges.update(report);
        output.collect(METRICS, new StreamRecord<>(report));
    }
}
