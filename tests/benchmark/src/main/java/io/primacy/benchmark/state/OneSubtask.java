package io.primacy.benchmark.state;

import io.primacy.pipeline.FlinkSettings;
import io.primacy.pipeline.JobOptions;
import io.primacy.pipeline.learning.LearnerOperator;
import io.primacy.pipeline.snapshot.SnapshotPart;
import io.primacy.pipeline.snapshot.SnapshotPartSerializer;
import io.primacy.pipeline.type.ExampleSerializer;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.runtime.taskmanager.TaskManagerRuntimeInfo;
import org.apache.flink.runtime.util.TestingTaskManagerRuntimeInfo;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * The learner's operator with RocksDB behind it, set as the job sets it, in the caller's thread:
 * what it costs is what the operator costs.
 */
public final class OneSubtask implements AutoCloseable {
    private final MockEnvironment environment;
    private final KeyedOneInputStreamOperatorTestHarness<String, Example, SnapshotPart> harness;
    private long checkpoint;

    /**
     * @param config the learner
     * @param directory for RocksDB and checkpoints
     * @param managedBytes memory of RocksDB
     * @param options of Flink, over those of the job
     */
    public OneSubtask(
            LearnerConfig config, Path directory, long managedBytes, Map<String, String> options)
            throws Exception {
        Configuration settings = FlinkSettings.of(config, JobOptions.of(config, "none:1"));
        options.forEach(settings::setString);
        String scratch = directory.resolve("rocksdb").toString();
        TaskManagerRuntimeInfo runtime =
                new TestingTaskManagerRuntimeInfo(settings, new String[] {scratch});
        environment =
                new MockEnvironmentBuilder()
                        .setTaskName("learner")
                        .setManagedMemorySize(managedBytes)
                        .setTaskConfiguration(settings)
                        .setTaskManagerRuntimeInfo(runtime)
                        .setMaxParallelism(FlinkSettings.MAX_PARALLELISM)
                        .setParallelism(1)
                        .build();
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new LearnerOperator(config), Example::modelKey, Types.STRING, environment);
        harness.getStreamConfig().setupNetworkInputs(ExampleSerializer.TYPE.createSerializer(null));
        harness.setStateBackend(
                new EmbeddedRocksDBStateBackend(true)
                        .configure(settings, OneSubtask.class.getClassLoader()));
        harness.setCheckpointStorage(
                new FileSystemCheckpointStorage(directory.resolve("checkpoints").toUri()));
        harness.setup(SnapshotPartSerializer.TYPE.createSerializer(null));
        harness.open();
    }

    /** Learns. */
    public void take(Example example) throws Exception {
        harness.processElement(new StreamRecord<>(example));
    }

    /** A checkpoint, complete when this returns. */
    public Checkpoint checkpoint() throws Exception {
        checkpoint++;
        long begun = System.nanoTime();
        harness.prepareSnapshotPreBarrier(checkpoint);
        long barrier = System.nanoTime();
        OperatorSubtaskState state = harness.snapshot(checkpoint, checkpoint);
        long end = System.nanoTime();
        harness.notifyOfCompletedCheckpoint(checkpoint);
        List<SnapshotPart> emitted = harness.extractOutputValues();
        harness.getOutput().clear();
        return new Checkpoint(
                (barrier - begun) / 1e6,
                (end - barrier) / 1e6,
                state.getCheckpointedSize(),
                emitted);
    }

    @Override
    public void close() throws Exception {
        harness.close();
        environment.close();
    }

    /**
     * What a checkpoint took.
     *
     * @param barrierMillis to write back what changed: what the learner adds to the barrier
     * @param snapshotMillis for RocksDB's own snapshot and upload, all of it in one thread here
     * @param bytes what it uploaded
     * @param emitted the snapshot that it was the occasion for, if any
     */
    public record Checkpoint(
            double barrierMillis, double snapshotMillis, long bytes, List<SnapshotPart> emitted) {}
}
