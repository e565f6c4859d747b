package io.primacy.benchmark.jmh;

import io.primacy.benchmark.setting.Setting;
import io.primacy.benchmark.setting.Stream;
import io.primacy.benchmark.setting.Stream.Popularity;
import io.primacy.benchmark.state.OneSubtask;
import io.primacy.local.data.DirectoryTree;
import io.primacy.pipeline.snapshot.SnapshotPart;
import io.primacy.pipeline.snapshot.SnapshotSink;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Writing one version of a model, as the sink does on its own thread: sorted, hashed, in its files.
 * The operator that it runs in is opened and closed with it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SnapshotBenchmark {
    private static final long MANAGED_BYTES = 256L << 20;
    private static final long SEED = 7;

    @Param({"20000", "200000", "1000000"})
    private int rows;

    private Path directory;
    private LearnerConfig config;
    private List<SnapshotPart> parts;

    /** Takes the parts of a version from a learner that has learned every row. */
    @Setup
    public void setUp() throws Exception {
        directory = Files.createTempDirectory("primacy-snapshot");
        Setting setting = Setting.classic().withRows(rows);
        config = setting.config(directory.resolve("snapshots").toUri().toString(), "5s");
        Path work = Files.createDirectories(directory.resolve("state"));
        Files.createDirectories(work.resolve("rocksdb"));
        try (OneSubtask subtask = new OneSubtask(config, work, MANAGED_BYTES, Map.of())) {
            for (Example example : new Stream(setting, Popularity.UNIFORM, SEED).everyValue()) {
                subtask.take(example);
            }
            parts = subtask.checkpoint().emitted();
        }
        if (parts.isEmpty()) {
            throw new IllegalStateException("The learner has emitted no version to write.");
        }
    }

    /** The version, until all of it is in its files. */
    @Benchmark
    public void write() throws Exception {
        SnapshotSink sink = new SnapshotSink(config, () -> null);
        try (OneInputStreamOperatorTestHarness<SnapshotPart, CommittableMessage<Object>> harness =
                new OneInputStreamOperatorTestHarness<>(new SinkWriterOperatorFactory<>(sink))) {
            harness.open();
            for (SnapshotPart part : parts) {
                harness.processElement(new StreamRecord<>(part));
            }
            harness.endInput();
        }
    }

    /** Deletes what was written. */
    @TearDown
    public void tearDown() throws Exception {
        DirectoryTree.delete(directory);
    }
}
