package io.primacy.local.session;

import io.primacy.local.broker.EmbeddedBroker;
import io.primacy.local.cluster.ClusterException;
import io.primacy.local.cluster.ClusterSettings;
import io.primacy.local.cluster.LocalCluster;
import io.primacy.local.cluster.LocalJob;
import io.primacy.local.cluster.StartingCluster;
import io.primacy.local.data.Beginning;
import io.primacy.local.data.DataDirectory;
import io.primacy.local.data.Origin;
import io.primacy.local.data.SnapshotLocation;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.replay.EventSource;
import io.primacy.ops.replay.Replay;
import io.primacy.pipeline.Endpoints;
import io.primacy.pipeline.FlinkSettings;
import io.primacy.pipeline.JobOptions;
import io.primacy.pipeline.PrimacyJob;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.DeadLetter;
import io.primacy.schema.report.RunSummary;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One learner at work in this process: broker (or an outside one), Flink, the job. In a data
 * directory that was used before it goes on where the last run ended.
 */
public final class LearningSession implements AutoCloseable {
    private static final Duration BROKER_ANSWER = Duration.ofSeconds(8);
    private static final Duration JOB_START = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CATCH_UP = Duration.ofSeconds(30);

    private final LearnerConfig config;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final DataDirectory directory;
    private final BrokerConnection connection;
    private final LocalCluster cluster;
    private final LocalJob job;
    private final RunCounts counts;
    private Feed feed;

    private LearningSession(
            DataDirectory directory, LearnerConfig learner, SessionOptions options) {
        try {
            this.directory = directory;
            this.config = SnapshotLocation.resolve(learner, directory.root());
            Configuration settings = FlinkSettings.of(config, options.parallelism());
            // Flink and the broker take a second or two each, and neither needs the other.
            StartingCluster flink = keep(StartingCluster.begin(settings, clusterSettings(options)));
            NativeLibraries.beginToLoad(config, directory.scratch());
            String servers = options.bootstrapServers();
            if (servers == null) {
                servers =
                        keep(EmbeddedBroker.start(directory.broker(), options.brokerPort()))
                                .bootstrapServers();
            }
            connection = keep(BrokerConnection.open(servers, BROKER_ANSWER));
            connection.topics().createMissing(config.events(), options.parallelism());
            Origin origin = Beginning.of(directory, config, connection, broker(options));
            counts = keep(RunCounts.open(config, connection, origin, CATCH_UP));
            JobOptions jobOptions =
                    JobOptions.of(config, servers)
                            .withParallelism(options.parallelism())
                            .withGroupId(origin.groupId());
            // Kept once more: it ends before the broker does.
            cluster = keep(flink.started());
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.getExecutionEnvironment(settings);
            PrimacyJob.assemble(env, config, Endpoints.of(config, jobOptions));
            job = cluster.submit(env.getStreamGraph(), directory.latestState().orElse(null));
        } catch (RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    /**
     * Starts everything.
     *
     * @param directory of this run; the caller closes it after the session
     * @param learner the learner; a relative snapshot directory is put into the data directory
     * @param options ports, parallelism, broker
     */
    public static LearningSession start(
            DataDirectory directory, LearnerConfig learner, SessionOptions options) {
        return new LearningSession(directory, learner, options);
    }

    private static String broker(SessionOptions options) {
        return options.bootstrapServers() == null ? Origin.EMBEDDED : options.bootstrapServers();
    }

    private ClusterSettings clusterSettings(SessionOptions options) {
        return new ClusterSettings(
                directory.checkpoints(),
                directory.savepoints(),
                directory.scratch(),
                options.parallelism(),
                options.restPort());
    }

    /** Starts to produce events into the topic; once. */
    public void feed(EventSource source, Replay.Limits limits) {
        if (feed != null) {
            throw new IllegalStateException("This session is fed already.");
        }
        feed = keep(Feed.start(source, limits, config.events(), connection));
    }

    /**
     * Learns until nothing is left to do or somebody says so, then ends cleanly.
     *
     * @param idle how long nothing must have happened; {@code null}: never by itself
     * @param stopped asked several times a second
     * @param listener hears of progress as often
     * @throws SessionException if the job fails
     */
    public RunSummary run(Duration idle, BooleanSupplier stopped, Consumer<Progress> listener)
            throws IOException {
        awaitRunning();
        counts.startMeasuring();
        IdleRule rule = idle == null ? null : new IdleRule(idle);
        boolean done = false;
        while (!done) {
            counts.poll(POLL);
            requireAlive();
            boolean feeding = feed != null && feed.isFeeding();
            if (feed != null) {
                feed.check();
            }
            Progress progress = counts.progress(feeding);
            listener.accept(progress);
            done =
                    stopped.getAsBoolean()
                            || (rule != null && rule.isIdle(System.nanoTime(), progress));
        }
        return drain();
    }

    private void awaitRunning() {
        long deadline = System.nanoTime() + JOB_START.toNanos();
        while (!job.isRunning()) {
            requireAlive();
            if (System.nanoTime() > deadline) {
                throw failed(
                        "its tasks did not start within " + JOB_START.toSeconds() + " s", null);
            }
            counts.poll(POLL);
        }
    }

    private void requireAlive() {
        if (job.isEnded()) {
            throw failed(job.failure().orElse("it ended by itself"), null);
        }
    }

    private RunSummary drain() {
        if (feed != null) {
            feed.close();
        }
        try {
            job.drain();
        } catch (ClusterException e) {
            throw failed(job.failure().or(job::lastTaskFailure).orElse(e.getMessage()), e);
        }
        directory.drained();
        counts.catchUp(CATCH_UP);
        return counts.summary(job.completedCheckpoints());
    }

    private SessionException failed(String why, Throwable cause) {
        return new SessionException(
                "The job failed: " + why + "; the log is " + directory.log() + ".", cause);
    }

    /** Events in the topic since this data directory's models began. */
    public long produced() {
        return counts.inTopic();
    }

    /** Where producers and consumers reach the broker. */
    public String bootstrapServers() {
        return connection.bootstrapServers();
    }

    /** Flink's web interface. */
    public URI webAddress() {
        return cluster.webAddress();
    }

    /** Where snapshots are published. */
    public String snapshots() {
        return SnapshotLocation.display(config);
    }

    /** This run's dead letters by reason, and those of earlier runs in the same directory. */
    public Map<DeadLetter.Reason, Long> deadLetters() {
        return counts.deadLetters();
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.push(resource);
        return resource;
    }

    private void closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Ends what still runs, last opened first; what was learned since the last checkpoint is lost.
     */
    @Override
    public void close() {
        RuntimeException first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                if (first == null) {
                    first =
                            new SessionException(
                                    "The run did not end cleanly: " + e.getMessage(), e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
