package io.primacy.pipeline.learning;

import io.primacy.learner.Model;
import io.primacy.learner.ModelCodec;
import io.primacy.learner.NamedTensor;
import io.primacy.learner.rows.RowCodec;
import io.primacy.pipeline.snapshot.SnapshotPart;
import io.primacy.pipeline.snapshot.SnapshotPartSerializer;
import io.primacy.pipeline.state.ModelStates;
import io.primacy.pipeline.type.ExampleSerializer;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import io.primacy.schema.report.MetricsReport;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** One subtask of the learner's operator, driven by hand. */
final class TestingLearner implements AutoCloseable {
    private static final JobID JOB = new JobID(1, 1);

    private final LearnerOperator operator;
    private final KeyedOneInputStreamOperatorTestHarness<String, Example, SnapshotPart> harness;

    private TestingLearner(
            LearnerConfig config, StateBackend backend, String checkpoints, JobID job)
            throws Exception {
        operator = new LearnerOperator(config);
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        operator,
                        Example::modelKey,
                        Types.STRING,
                        new MockEnvironmentBuilder().setJobID(job).build());
        harness.getStreamConfig().setupNetworkInputs(ExampleSerializer.TYPE.createSerializer(null));
        harness.setStateBackend(backend);
        harness.setCheckpointStorage(new FileSystemCheckpointStorage("file://" + checkpoints));
        harness.setup(SnapshotPartSerializer.TYPE.createSerializer(null));
    }

    static TestingLearner started(LearnerConfig config, StateBackend backend, String checkpoints)
            throws Exception {
        TestingLearner learner = new TestingLearner(config, backend, checkpoints, JOB);
        learner.harness.open();
        return learner;
    }

    static TestingLearner restored(
            LearnerConfig config,
            StateBackend backend,
            String checkpoints,
            OperatorSubtaskState state,
            long checkpointId)
            throws Exception {
        return restored(config, backend, checkpoints, state, checkpointId, JOB);
    }

    /** Restored by another job. */
    static TestingLearner restored(
            LearnerConfig config,
            StateBackend backend,
            String checkpoints,
            OperatorSubtaskState state,
            long checkpointId,
            JobID job)
            throws Exception {
        TestingLearner learner = new TestingLearner(config, backend, checkpoints, job);
        learner.harness.setRestoredCheckpointId(checkpointId);
        learner.harness.initializeState(state);
        learner.harness.open();
        return learner;
    }

    void take(List<Example> examples) throws Exception {
        for (Example example : examples) {
            harness.processElement(new StreamRecord<>(example));
        }
    }

    void time(long millis) throws Exception {
        harness.setProcessingTime(millis);
    }

    /** What happens at a barrier, up to and including the snapshot of the state. */
    OperatorSubtaskState checkpoint(long id) throws Exception {
        harness.prepareSnapshotPreBarrier(id);
        return harness.snapshot(id, id);
    }

    /** What happens at a barrier before the state is taken. */
    void prepare(long id) throws Exception {
        harness.prepareSnapshotPreBarrier(id);
    }

    /** Takes events; then what happens at a barrier. */
    OperatorSubtaskState takeUntilCheckpoint(List<Example> examples, long id) throws Exception {
        take(examples);
        return checkpoint(id);
    }

    RowCodec rowCodec() {
        return operator.learner().rowCodec();
    }

    List<NamedTensor> servingWeights(Model model) {
        return operator.learner().servingWeights(model);
    }

    /** The stream ends. */
    void finish() throws Exception {
        harness.endInput();
        operator.finish();
    }

    /** All that was emitted since the last call. */
    List<SnapshotPart> parts() {
        List<SnapshotPart> parts = List.copyOf(harness.extractOutputValues());
        harness.getOutput().clear();
        return parts;
    }

    /** All that was reported since the last call. */
    List<MetricsReport> reports() {
        var reported = harness.getSideOutput(LearnerOperator.METRICS);
        if (reported == null) {
            return List.of();
        }
        List<MetricsReport> reports = reported.stream().map(StreamRecord::getValue).toList();
        reported.clear();
        return reports;
    }

    ModelStates states() {
        return operator.states();
    }

    Model model(String key) throws Exception {
        return operator.states().model(key);
    }

    /** What a model has learned of the constraint on a task, as the last stage has it. */
    double multiplier(String key, int task) throws Exception {
        return operator.learner().report(model(key)).tasks().get(task).ratio();
    }

    int timers() {
        return harness.numProcessingTimeTimers();
    }

    /** Every bit of every model, under names that say what differs. */
    Map<String, String> bits() throws Exception {
        HexFormat hex = HexFormat.of();
        ModelCodec codec = operator.learner().codec();
        Map<String, String> bits = new TreeMap<>();
        for (String key : operator.states().keys()) {
            Model model = model(key);
            bits.put(key + " dense", hex.formatHex(codec.encodeDense(model)));
            bits.put(key + " multipliers", hex.formatHex(codec.encodeControl(model)));
            bits.put(key + " pending", hex.formatHex(codec.encodePending(model)));
            byte[] admission = codec.encodeAdmission(model);
            bits.put(key + " admission", admission == null ? "" : hex.formatHex(admission));
            bits.put(key + " metrics", hex.formatHex(codec.encodeValidation(model)));
            operator.states()
                    .forEachRow(
                            model, (id, row) -> bits.put(key + " row " + id, hex.formatHex(row)));
        }
        return bits;
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
