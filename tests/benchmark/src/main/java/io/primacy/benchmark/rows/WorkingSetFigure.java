package io.primacy.benchmark.rows;

import io.primacy.benchmark.figure.Figure;
import io.primacy.benchmark.figure.Samples;
import io.primacy.benchmark.setting.Setting;
import io.primacy.benchmark.setting.Stream;
import io.primacy.benchmark.setting.Stream.Popularity;
import io.primacy.pipeline.FlinkSettings;
import io.primacy.pipeline.JobOptions;
import io.primacy.pipeline.type.ExampleSerializer;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.Example;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.util.TestingTaskManagerRuntimeInfo;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * Events per second of an operator that looks up and changes the row of every feature, and does
 * nothing else: through the working set, flushes every 5 s included, against a get and a put of
 * MapState in RocksDB.
 */
public final class WorkingSetFigure {
    private static final long MANAGED_BYTES = 512L << 20;
    private static final long NAIVE_NANOS = 4_000_000_000L;
    private static final long OURS_NANOS = 11_000_000_000L;
    private static final int EVENTS = 1 << 16;
    private static final long SEED = 7;

    private final Setting setting;
    private final Path work;
    private final int rounds;

    /**
     * @param work directory for RocksDB
     * @param rounds repetitions, ≥ 1
     */
    public WorkingSetFigure(Setting setting, Path work, int rounds) {
        this.setting = setting;
        this.work = work;
        this.rounds = rounds;
    }

    /** Measures; takes turns. */
    public Figure measure() throws Exception {
        Stream stream = new Stream(setting, Popularity.UNIFORM, SEED);
        Example[] all = stream.everyValue();
        Example[] drawn = new Example[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            drawn[i] = stream.next();
        }
        Samples ours = new Samples();
        Samples naive = new Samples();
        for (int round = 0; round < rounds; round++) {
            ours.add(perSecond(new RowsInWorkingSet(setting.config()), all, drawn, OURS_NANOS));
            naive.add(perSecond(new RowsInState(), all, drawn, NAIVE_NANOS));
        }
        return new Figure("state-working-set", ours, "events/s", "MapState get and put", naive);
    }

    private double perSecond(RowsInState function, Example[] all, Example[] drawn, long nanos)
            throws Exception {
        LearnerConfig config = setting.config();
        Configuration settings = FlinkSettings.of(config, JobOptions.of(config, "none:1"));
        Files.createDirectories(work);
        String scratch = Files.createTempDirectory(work, "rocksdb").toString();
        try (MockEnvironment environment =
                        new MockEnvironmentBuilder()
                                .setTaskName("rows")
                                .setManagedMemorySize(MANAGED_BYTES)
                                .setTaskConfiguration(settings)
                                .setTaskManagerRuntimeInfo(
                                        new TestingTaskManagerRuntimeInfo(
                                                settings, new String[] {scratch}))
                                .setMaxParallelism(FlinkSettings.MAX_PARALLELISM)
                                .setParallelism(1)
                                .build();
                KeyedOneInputStreamOperatorTestHarness<String, Example, Long> harness =
                        new KeyedOneInputStreamOperatorTestHarness<>(
                                new KeyedProcessOperator<>(function),
                                Example::modelKey,
                                Types.STRING,
                                environment)) {
            harness.getStreamConfig()
                    .setupNetworkInputs(ExampleSerializer.TYPE.createSerializer(null));
            harness.setStateBackend(
                    new EmbeddedRocksDBStateBackend(true)
                            .configure(settings, WorkingSetFigure.class.getClassLoader()));
            harness.setup(LongSerializer.INSTANCE);
            harness.open();
            take(harness, all, Long.MAX_VALUE);
            take(harness, drawn, nanos / 4);
            return take(harness, drawn, nanos);
        }
    }

    /** All examples once, or over and over for so long; events per second. */
    private static double take(
            KeyedOneInputStreamOperatorTestHarness<String, Example, Long> harness,
            Example[] examples,
            long nanos)
            throws Exception {
        long begun = System.nanoTime();
        long taken = 0;
        do {
            for (Example example : examples) {
                harness.processElement(new StreamRecord<>(example));
                taken++;
                if ((taken & 1023) == 0 && System.nanoTime() - begun > nanos) {
                    break;
                }
            }
        } while (nanos != Long.MAX_VALUE && System.nanoTime() - begun <= nanos);
        return taken * 1e9 / (System.nanoTime() - begun);
    }
}
