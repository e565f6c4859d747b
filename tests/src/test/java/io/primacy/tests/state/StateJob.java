package io.primacy.tests.state;

import io.primacy.pipeline.Endpoints;
import io.primacy.pipeline.FlinkSettings;
import io.primacy.pipeline.JobOptions;
import io.primacy.pipeline.PrimacyJob;
import io.primacy.pipeline.SavepointModels;
import io.primacy.pipeline.publish.Announcer;
import io.primacy.pipeline.snapshot.SnapshotSink;
import io.primacy.pipeline.source.SourceStart;
import io.primacy.pipeline.state.ReturnedModels;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.report.SavedModel;
import io.primacy.schema.report.SnapshotAnnouncement;
import io.primacy.tests.process.Deadline;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The production topology on a cluster in this process, from savepoint to savepoint. */
public final class StateJob {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LearnerConfig config;
    private final Path directory;
    private final CountedEvents.Events events;
    private final Duration patience;
    private int runs;
    private Duration started;

    /**
     * @param config the learner
     * @param directory takes what the job writes
     * @param events what it learns
     */
    public StateJob(LearnerConfig config, Path directory, CountedEvents.Events events) {
        this(config, directory, events, PATIENCE);
    }

    /** Like the other, where everything may take up to {@code patience}. */
    StateJob(LearnerConfig config, Path directory, CountedEvents.Events events, Duration patience) {
        this.patience = patience;
        this.config = config;
        this.directory = directory;
        this.events = events;
    }

    /**
     * Learns the next events and stops with a savepoint.
     *
     * @param from a savepoint; {@code null}: a fresh start
     * @param parallelism subtasks
     * @param count events to learn
     * @return the savepoint
     */
    public Path run(Path from, int parallelism, long count) throws Exception {
        return run(from, parallelism, count, ReturnedModels.NONE);
    }

    /** Like the other, with models that return out of an older savepoint. */
    Path run(Path from, int parallelism, long count, ReturnedModels returned) throws Exception {
        CountedEvents source = new CountedEvents(directory + "#" + ++runs, count, events);
        Configuration settings = settings(parallelism);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);
        PrimacyJob.assemble(
                env,
                config,
                new Endpoints(
                        source,
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        new SnapshotSink(config, Silent::new)),
                SourceStart.FIRST,
                List.of(),
                returned);
        StreamGraph graph = env.getStreamGraph();
        if (from != null) {
            graph.setSavepointRestoreSettings(
                    SavepointRestoreSettings.forPath(from.toUri().toString(), false));
        }
        MiniClusterConfiguration cluster =
                new MiniClusterConfiguration.Builder()
                        .setConfiguration(settings)
                        .setNumSlotsPerTaskManager(parallelism)
                        .build();
        try (MiniCluster flink = new MiniCluster(cluster)) {
            flink.start();
            long begun = System.nanoTime();
            JobID job = get(flink.submitJob(graph)).getJobID();
            CompletableFuture<JobResult> result = flink.requestJobResult(job);
            await("the job runs", () -> result.isDone() || isRunning(flink, job));
            started = Duration.ofNanos(System.nanoTime() - begun);
            await("all events are emitted", () -> result.isDone() || source.isThrough());
            String target = directory.resolve("savepoints").toUri().toString();
            CompletableFuture<String> savepoint =
                    flink.stopWithSavepoint(job, target, false, SavepointFormatType.CANONICAL);
            await("the savepoint completes", savepoint::isDone);
            if (savepoint.isCompletedExceptionally()) {
                // The job's own failure says more than that it took no savepoint.
                get(result).toJobExecutionResult(StateJob.class.getClassLoader());
            }
            return Path.of(URI.create(get(savepoint)));
        }
    }

    /** How long the last run's job took from its submission until all of its tasks ran. */
    Duration started() {
        return started;
    }

    /** The models in a savepoint. */
    List<SavedModel> models(Path savepoint) throws IOException {
        return SavepointModels.read(savepoint.toUri().toString(), directory.resolve("scratch"));
    }

    private Configuration settings(int parallelism) {
        Configuration settings =
                FlinkSettings.of(
                        config, JobOptions.of(config, "none:1").withParallelism(parallelism));
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("checkpoints").toUri().toString());
        settings.set(CoreOptions.TMP_DIRS, directory.resolve("scratch").toString());
        settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(96));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        return settings;
    }

    private boolean isRunning(MiniCluster flink, JobID job) throws Exception {
        int tasks = 0;
        for (AccessExecutionVertex vertex :
                get(flink.getExecutionGraph(job)).getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
            tasks++;
        }
        // A job that is only just being set up has no tasks at all.
        return tasks > 0;
    }

    private <T> T get(CompletableFuture<T> answer) throws Exception {
        return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        Deadline.await(what, patience, condition);
    }

    /** Announces to nobody. */
    private static final class Silent implements Announcer {
        @Override
        public void announce(List<SnapshotAnnouncement> announcements) {
            // The snapshots' files are enough here.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
