package io.primacy.local.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.configuration.Configuration;

/** A cluster that starts while something else is done. */
public final class StartingCluster implements AutoCloseable {
    private final CompletableFuture<LocalCluster> cluster = new CompletableFuture<>();

    private StartingCluster() {}

    /** Begins to start a cluster, as {@link LocalCluster#start} does. */
    public static StartingCluster begin(Configuration job, ClusterSettings settings) {
        StartingCluster starting = new StartingCluster();
        Thread thread =
                new Thread(
                        () ->
                                starting.cluster.completeAsync(
                                        () -> LocalCluster.start(job, settings), Runnable::run),
                        "start-flink");
        thread.setDaemon(true);
        thread.start();
        return starting;
    }

    /**
     * The cluster, once it has started.
     *
     * @throws ClusterException if it does not start
     */
    public LocalCluster started() {
        try {
            return cluster.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Ends the cluster, once it has started. */
    @Override
    public void close() {
        cluster.handle(
                        (started, failure) -> {
                            if (started != null) {
                                started.close();
                            }
                            return null;
                        })
                .join();
    }
}
