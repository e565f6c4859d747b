package io.primacy.pipeline.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.blob.BlobUtils;
import org.apache.flink.runtime.checkpoint.CheckpointIDCounter;
import org.apache.flink.runtime.checkpoint.CheckpointRecoveryFactory;
import org.apache.flink.runtime.checkpoint.CheckpointStoreUtil;
import org.apache.flink.runtime.checkpoint.CompletedCheckpoint;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStore;
import org.apache.flink.runtime.checkpoint.DefaultCompletedCheckpointStore;
import org.apache.flink.runtime.checkpoint.DefaultCompletedCheckpointStoreUtils;
import org.apache.flink.runtime.highavailability.AbstractHaServices;
import org.apache.flink.runtime.highavailability.FileSystemJobResultStore;
import org.apache.flink.runtime.jobmanager.DefaultExecutionPlanStore;
import org.apache.flink.runtime.jobmanager.ExecutionPlanStore;
import org.apache.flink.runtime.jobmanager.ExecutionPlanStoreUtil;
import org.apache.flink.runtime.jobmanager.NoOpExecutionPlanStoreWatcher;
import org.apache.flink.runtime.leaderretrieval.DefaultLeaderRetrievalService;
import org.apache.flink.runtime.leaderretrieval.LeaderRetrievalService;
import org.apache.flink.runtime.state.SharedStateRegistryFactory;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

/**
 * What a cluster must not forget, in one directory:
 *
 * <pre>
 *   leader.lock            held by the job manager that leads, {@link LeaderLock}
 *   leader/COMPONENT       where to reach each of its parts, {@link LeaderFile}
 *   jobs/JOB               the jobs that run
 *   checkpoints/JOB/ID     their completed checkpoints: where the data are, not the data
 *   counters/JOB           the number of the next checkpoint
 *   …                      Flink's own: the jobs' jars and results
 * </pre>
 */
final class FileRecovery extends AbstractHaServices implements CheckpointRecoveryFactory {
    private final Path directory;
    private final ScheduledExecutorService watcher =
            Executors.newSingleThreadScheduledExecutor(new ExecutorThreadFactory("leader-file"));

    FileRecovery(Path directory, Configuration config, Executor executor) throws IOException {
        super(
                config,
                listener -> LeaderLock.await(directory, listener),
                executor,
                BlobUtils.createBlobStoreFromConfig(config),
                FileSystemJobResultStore.fromConfiguration(config, executor));
        this.directory = directory;
    }

    @Override
    protected LeaderRetrievalService createLeaderRetrievalService(String component) {
        return new DefaultLeaderRetrievalService(
                (handler, errors) -> new LeaderFile(directory, component).follow(watcher, handler));
    }

    @Override
    protected ExecutionPlanStore createExecutionPlanStore() throws IOException {
        return new DefaultExecutionPlanStore<>(
                new FileStateHandles<>(directory.resolve("jobs")),
                NoOpExecutionPlanStoreWatcher.INSTANCE,
                new JobNames());
    }

    @Override
    protected CheckpointRecoveryFactory createCheckpointRecoveryFactory() {
        return this;
    }

    @Override
    public CompletedCheckpointStore createRecoveredCompletedCheckpointStore(
            JobID job,
            int retained,
            SharedStateRegistryFactory registries,
            Executor executor,
            RecoveryClaimMode mode)
            throws Exception {
        FileStateHandles<CompletedCheckpoint> store = new FileStateHandles<>(checkpoints(job));
        CheckpointNames names = new CheckpointNames();
        Collection<CompletedCheckpoint> completed =
                DefaultCompletedCheckpointStoreUtils.retrieveCompletedCheckpoints(store, names);
        return new DefaultCompletedCheckpointStore<>(
                retained,
                store,
                names,
                completed,
                registries.create(executor, completed, mode),
                executor);
    }

    @Override
    public CheckpointIDCounter createCheckpointIDCounter(JobID job) {
        return new FileCheckpointCounter(counter(job));
    }

    @Override
    protected void internalClose() {
        watcher.shutdownNow();
    }

    @Override
    protected void internalCleanup() throws IOException {
        for (String part : List.of("leader", "jobs", "checkpoints", "counters")) {
            delete(directory.resolve(part));
        }
    }

    @Override
    protected void internalCleanupJobData(JobID job) throws IOException {
        delete(checkpoints(job));
        delete(counter(job));
        new LeaderFile(directory, getLeaderPathForJobManager(job)).delete();
    }

    private Path checkpoints(JobID job) {
        return directory.resolve("checkpoints").resolve(job.toString());
    }

    private Path counter(JobID job) {
        return directory.resolve("counters").resolve(job.toString());
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> paths = Files.walk(tree)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Override
    protected String getLeaderPathForResourceManager() {
        return "resource-manager";
    }

    @Override
    protected String getLeaderPathForDispatcher() {
        return "dispatcher";
    }

    @Override
    protected String getLeaderPathForJobManager(JobID job) {
        return "job-" + job;
    }

    @Override
    protected String getLeaderPathForRestServer() {
        return "rest";
    }

    private static final class JobNames implements ExecutionPlanStoreUtil {
        @Override
        public String jobIDToName(JobID job) {
            return job.toString();
        }

        @Override
        public JobID nameToJobID(String name) {
            return JobID.fromHexString(name);
        }
    }

    /** Flink sorts the names to find the last one. */
    private static final class CheckpointNames implements CheckpointStoreUtil {
        @Override
        public String checkpointIDToName(long id) {
            return "%019d".formatted(id);
        }

        @Override
        public long nameToCheckpointID(String name) {
            return Long.parseLong(name);
        }
    }
}
