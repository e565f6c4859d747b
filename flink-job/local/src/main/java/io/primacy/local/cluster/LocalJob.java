package io.primacy.local.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecution;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.util.SerializedThrowable;

/** A job on the local cluster. */
public final class LocalJob {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofMinutes(5);

    private final MiniCluster cluster;
    private final JobID id;
    private final Path savepoints;
    private final CompletableFuture<JobResult> result;

    LocalJob(MiniCluster cluster, JobID id, Path savepoints) {
        this.cluster = cluster;
        this.id = id;
        this.savepoints = savepoints;
        this.result = cluster.requestJobResult(id);
    }

    /** Whether all of its tasks run now. */
    public boolean isRunning() {
        for (AccessExecutionVertex vertex : graph().getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    /** Whether it has ended, well or not. */
    public boolean isEnded() {
        return result.isDone();
    }

    /** Why it failed; empty while it runs, and if it ended well. */
    public Optional<String> failure() {
        if (!result.isDone()) {
            return Optional.empty();
        }
        JobResult ended = LocalCluster.await(result, ANSWER, "tell the job's result");
        return ended.getSerializedThrowable().map(LocalJob::rootCause);
    }

    /** Why one of its tasks failed last, even if it was started again since; empty if none did. */
    public Optional<String> lastTaskFailure() {
        ErrorInfo last = null;
        for (AccessExecutionVertex vertex : graph().getAllExecutionVertices()) {
            List<AccessExecution> attempts =
                    new ArrayList<>(vertex.getExecutionHistory().getHistoricalExecutions());
            attempts.add(vertex.getCurrentExecutionAttempt());
            for (AccessExecution attempt : attempts) {
                ErrorInfo error = attempt.getFailureInfo().orElse(null);
                if (error != null && (last == null || error.getTimestamp() > last.getTimestamp())) {
                    last = error;
                }
            }
        }
        return Optional.ofNullable(last).map(e -> rootCause(e.getException()));
    }

    private static String rootCause(SerializedThrowable failure) {
        return ClusterException.rootCause(
                failure.deserializeError(LocalJob.class.getClassLoader()));
    }

    /** Checkpoints and savepoints completed since it was submitted. */
    public long completedCheckpoints() {
        return graph().getCheckpointStatsSnapshot().getCounts().getNumberOfCompletedCheckpoints();
    }

    /**
     * Begins a checkpoint, whatever the interval of the periodic ones.
     *
     * @return its id once it is complete
     */
    public CompletableFuture<Long> checkpoint() {
        return cluster.triggerCheckpoint(id, CheckpointType.CONFIGURED);
    }

    /**
     * Ends it: everything read is learned, half-filled batches too, and published; then a savepoint
     * is written and committed.
     *
     * @return the savepoint
     */
    public String drain() {
        String savepoint =
                LocalCluster.await(
                        cluster.stopWithSavepoint(
                                id,
                                savepoints.toUri().toString(),
                                true,
                                SavepointFormatType.CANONICAL),
                        STOP,
                        "stop the job with a savepoint");
        LocalCluster.await(result, ANSWER, "end the job");
        return savepoint;
    }

    private AccessExecutionGraph graph() {
        return LocalCluster.await(cluster.getExecutionGraph(id), ANSWER, "describe the job");
    }
}
