package io.primacy.local.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Flink in this process: a job manager and one task manager. */
public final class LocalCluster implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration SHUTDOWN = Duration.ofSeconds(20);

    private final MiniCluster cluster;
    private final ClusterSettings settings;

    private LocalCluster(MiniCluster cluster, ClusterSettings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /**
     * Starts a cluster.
     *
     * @param job settings of the job that will run on it
     * @param settings the cluster's own
     */
    public static LocalCluster start(Configuration job, ClusterSettings settings) {
        try {
            Files.createDirectories(settings.scratch());
            Configuration all = settings.addTo(job);
            MiniCluster cluster =
                    new MiniCluster(
                            new MiniClusterConfiguration.Builder()
                                    .setConfiguration(all)
                                    .setNumTaskManagers(1)
                                    .setNumSlotsPerTaskManager(settings.slots())
                                    .build());
            cluster.start();
            return new LocalCluster(cluster, settings);
        } catch (IOException e) {
            throw new ClusterException(
                    "'" + settings.scratch() + "' cannot be created: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new ClusterException(
                    "The local Flink cluster does not start: " + ClusterException.rootCause(e), e);
        }
    }

    /**
     * Submits a job.
     *
     * @param graph the job
     * @param state savepoint or checkpoint to go on from; {@code null}: a fresh start
     */
    public LocalJob submit(StreamGraph graph, Path state) {
        if (state != null) {
            graph.setSavepointRestoreSettings(
                    SavepointRestoreSettings.forPath(
                            state.toUri().toString(), false, RecoveryClaimMode.NO_CLAIM));
        }
        JobID id = await(cluster.submitJob(graph), ANSWER, "take the job").getJobID();
        return new LocalJob(cluster, id, settings.savepoints());
    }

    /** Address of the web interface. */
    public URI webAddress() {
        return await(cluster.getRestAddress(), ANSWER, "tell its address");
    }

    static <T> T await(CompletableFuture<T> answer, Duration timeout, String what) {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new ClusterException(
                    "Flink did not " + what + ": " + ClusterException.rootCause(e), e.getCause());
        } catch (TimeoutException e) {
            throw new ClusterException(
                    "Flink did not " + what + " within " + timeout.toSeconds() + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while Flink was to " + what + ".", e);
        }
    }

    @Override
    public void close() {
        await(cluster.closeAsync(), SHUTDOWN, "shut down");
    }
}
