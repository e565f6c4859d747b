package io.primacy.local.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.configuration.Configuration;

/** A cluster that starts while something else is done. */
public final class StartingCluster implements AutoCloseable {
    private final CompletableFuture<LocalCluster> cluster;

    private StartingCluster(CompletableFuture<LocalCluster> cluster) {
        this.cluster = cluster;
    }

    /** Begins to start a cluster, as {@link LocalCluster#start} does. */
    public static StartingCluster begin(Configuration job, ClusterSettings settings) {
        return new StartingCluster(
                CompletableFuture.supplyAsync(
                        () -> LocalCluster.start(job, settings), StartingCluster::onDaemon));
    }

    private static void onDaemon(Runnable start) {
        Thread thread = new Thread(start, "start-flink");
        thread.setDaemon(true);
        thread.start();
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
