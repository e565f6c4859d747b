package io.primacy.pipeline;

import io.primacy.schema.config.LearnerConfig;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.rocksdb.CompressionType;

/**
 * Flink's settings without which this job is not what it promises to be. Everything else, such as
 * checkpoint directories, memory and restarts, is the cluster's.
 */
public final class FlinkSettings {
    /** Key groups of the learner; a savepoint can never be restored with another number. */
    public static final int MAX_PARALLELISM = 128;

    private static final int TOLERATED_FAILED_CHECKPOINTS = 3;

    private FlinkSettings() {}

    /**
     * Settings of a run: state in RocksDB, incremental exactly-once checkpoints that outlive the
     * job, no Kryo, no operator without a name of its own.
     *
     * <p>Objects are not reused between chained operators; as all records of this job are immutable
     * to Flink, their copies are free anyway.
     *
     * @param parallelism 0: the cluster's
     */
    public static Configuration of(LearnerConfig config, int parallelism) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, "primacy-" + config.name());
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        settings.set(PipelineOptions.OBJECT_REUSE, false);
        settings.set(PipelineOptions.OPERATOR_CHAINING, true);
        settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        if (parallelism > 0) {
            settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        }
        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        // Most rows looked up were never written: a filter spares the search for them.
        settings.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
        settings.set(RocksDBOptions.OPTIONS_FACTORY, RocksDbOptions.class.getName());
        // A checkpoint waits while what it flushes is compressed, to be merged soon after; what has
        // come to rest deeper is a third smaller.
        settings.set(
                RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL,
                List.of(
                        CompressionType.NO_COMPRESSION,
                        CompressionType.NO_COMPRESSION,
                        CompressionType.SNAPPY_COMPRESSION));
        // Rows are few bytes: their number ends a batch, and its size need not be asked for each.
        settings.set(RocksDBConfigurableOptions.WRITE_BATCH_SIZE, MemorySize.ZERO);
        checkpoints(settings, config.snapshot().checkpointInterval());
        return settings;
    }

    /** The same, with the options' parallelism. */
    public static Configuration of(LearnerConfig config, JobOptions options) {
        return of(config, options.parallelism());
    }

    private static void checkpoints(Configuration settings, Duration interval) {
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
        settings.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS, 1);
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERATED_FAILED_CHECKPOINTS);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // What is learned at the stream's end is published by the checkpoint after it.
        settings.set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, true);
    }
}
