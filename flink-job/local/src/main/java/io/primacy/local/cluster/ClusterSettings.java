package io.primacy.local.cluster;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * What a cluster in one process adds to the job's own settings.
 *
 * @param checkpoints directory of checkpoints
 * @param savepoints directory of savepoints
 * @param scratch directory of files that need not outlive the process
 * @param slots task slots: the highest parallelism
 * @param restPort port of the web interface and REST API; 0: any free one
 */
public record ClusterSettings(
        Path checkpoints, Path savepoints, Path scratch, int slots, int restPort) {
    private static final String HOST = "127.0.0.1";
    private static final int RESTARTS = 3;
    private static final MemorySize MANAGED_PER_SLOT = MemorySize.ofMebiBytes(192);
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(64);

    /** The job's settings with these added. */
    Configuration addTo(Configuration job) {
        Configuration settings = new Configuration(job);
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        settings.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, savepoints.toUri().toString());
        settings.set(CoreOptions.TMP_DIRS, scratch.toString());
        settings.set(RestOptions.ADDRESS, HOST);
        settings.set(RestOptions.BIND_ADDRESS, HOST);
        settings.set(RestOptions.BIND_PORT, Integer.toString(restPort));
        settings.set(RestOptions.PORT, restPort);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_PER_SLOT.multiply(slots));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        // A defect of the job shows after a few seconds instead of being retried for ever.
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
        return settings;
    }
}
