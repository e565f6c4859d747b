package io.primacy.benchmark.pipeline;

import io.primacy.local.cluster.ClusterSettings;
import io.primacy.local.cluster.LocalCluster;
import io.primacy.local.cluster.LocalJob;
import io.primacy.local.follow.TopicFollower;
import io.primacy.pipeline.Endpoints;
import io.primacy.pipeline.FlinkSettings;
import io.primacy.pipeline.JobOptions;
import io.primacy.pipeline.PrimacyJob;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.LearnerConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.TopicPartition;

/** Runs a job over all events of a topic on a local cluster, and measures its pace. */
final class PipelineRun {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(20);

    /** Share of the events after which a run is measured, and until which. */
    private static final double WARM = 0.4;

    /** The same of one whose stretches are compared with each other. */
    private static final double ABOUT_WARM = 0.15;

    private static final double DONE = 0.97;

    private final Topic topic;
    private final LearnerConfig config;
    private final Path work;
    private final int parallelism;

    /**
     * @param config the learner; its name decides the topics
     * @param work directory for checkpoints and RocksDB
     */
    PipelineRun(Topic topic, LearnerConfig config, Path work, int parallelism) {
        this.topic = topic;
        this.config = config;
        this.work = work;
        this.parallelism = parallelism;
    }

    /** The real job; events learned per second, as the job's own reports tell. */
    double learning() {
        Growth growth = new Growth();
        learn(growth, job -> () -> {});
        return growth.perSecondFrom(events(WARM));
    }

    /** The real job with a checkpoint in every second stretch of its time, and no others. */
    CheckpointTurns checkpointing() {
        Growth growth = new Growth();
        AtomicReference<CheckpointTurns> turns = new AtomicReference<>();
        learn(
                growth,
                job -> {
                    turns.set(new CheckpointTurns(growth, events(ABOUT_WARM), job::checkpoint));
                    return turns.get();
                });
        return turns.get();
    }

    private void learn(Growth growth, Function<LocalJob, Runnable> turn) {
        JobOptions options = options();
        Configuration settings = FlinkSettings.of(config, options);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);
        PrimacyJob.assemble(env, config, Endpoints.of(config, options));
        EventsConfig names = config.events();
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (String name :
                List.of(names.metricsTopic(), names.snapshotsTopic(), names.deadLetterTopic())) {
            ends.putAll(topic.connection().offsets().end(name));
        }
        try (TopicFollower follower =
                        TopicFollower.open(
                                topic.servers(), config.name(), names, ends.keySet(), ends::get);
                LocalCluster cluster = LocalCluster.start(settings, cluster())) {
            LocalJob job = cluster.submit(env.getStreamGraph(), null);
            watch(
                    growth,
                    () -> {
                        follower.poll(POLL);
                        return follower.tally().learned();
                    },
                    job,
                    turn.apply(job));
        }
    }

    /** The same source, parser and exchange, with nothing behind them but a count. */
    double counting() {
        JobOptions options = options();
        Configuration settings = FlinkSettings.of(config, options);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);
        String id = UUID.randomUUID().toString();
        LongAdder count = CountingJob.assemble(env, config, Endpoints.of(config, options), id);
        try (LocalCluster cluster = LocalCluster.start(settings, cluster())) {
            LocalJob job = cluster.submit(env.getStreamGraph(), null);
            Growth growth = new Growth();
            watch(
                    growth,
                    () -> {
                        pause();
                        return count.sum();
                    },
                    job,
                    () -> {});
            return growth.perSecondFrom(events(WARM));
        } finally {
            CountingJob.forget(id);
        }
    }

    private void watch(Growth growth, LongSupplier count, LocalJob job, Runnable turn) {
        growth.watch(
                events(DONE),
                count,
                () -> {
                    requireAlive(job);
                    turn.run();
                },
                LIMIT);
    }

    private long events(double share) {
        return (long) (share * topic.events());
    }

    private JobOptions options() {
        return JobOptions.of(config, topic.servers())
                .withParallelism(parallelism)
                .withGroupId("benchmark-" + UUID.randomUUID());
    }

    private ClusterSettings cluster() {
        return new ClusterSettings(
                work.resolve("checkpoints"),
                work.resolve("savepoints"),
                work.resolve("scratch"),
                parallelism,
                0);
    }

    private static void requireAlive(LocalJob job) {
        if (job.isEnded()) {
            throw new IllegalStateException("The job ended: " + job.failure().orElse("by itself"));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while measuring.", e);
        }
    }
}
