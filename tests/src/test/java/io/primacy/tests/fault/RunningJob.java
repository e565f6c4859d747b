package io.primacy.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.schema.snapshot.SnapshotVersion;
import io.primacy.tests.process.Deadline;
import io.primacy.tests.process.FlinkRest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The job at work on one workload. */
final class RunningJob {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration LEARN = Duration.ofSeconds(180);

    private final Workload workload;
    private final LearnerConfig config;
    private final FlinkRest rest;
    private final String bootstrapServers;
    private final Path jobManagerLog;
    private final Path savepoints;
    private final Path snapshots;
    private final String id;

    RunningJob(Workload workload, LearnerConfig config, FaultBench bench, String id) {
        this.workload = workload;
        this.config = config;
        this.rest = bench.flink().rest();
        this.bootstrapServers = bench.broker().bootstrapServers();
        this.savepoints = bench.savepoints();
        this.snapshots = bench.snapshots(workload);
        this.jobManagerLog = bench.flink().jobManager().log();
        this.id = id;
    }

    String id() {
        return id;
    }

    /** Resource ids of the task managers it runs on now. */
    Set<String> taskManagers() throws Exception {
        return rest.taskManagersOf(id);
    }

    /** What the job manager logged. */
    String log() throws Exception {
        return Files.readString(jobManagerLog);
    }

    /** Waits until all of its tasks run. */
    void awaitRunning() throws Exception {
        Deadline.await("job " + id + " runs", START, this::isRunning);
    }

    /** A job manager that has just started does not know its jobs yet. */
    private boolean isRunning() throws Exception {
        return rest.isUp() && rest.knows(id) && rest.isRunning(id);
    }

    /** Waits until the job manager there is now has set it back so many times, whatever follows. */
    void awaitRestores(int times) throws Exception {
        Deadline.await(
                "job " + id + " is restored " + times + " times",
                START,
                () -> rest.isUp() && rest.knows(id) && rest.checkpoints(id).restored() >= times);
    }

    /** Waits until it runs, restored so many times by the job manager there is now. */
    void awaitRestored(int times) throws Exception {
        Deadline.await(
                "job " + id + " runs after restore " + times,
                START,
                () -> isRunning() && rest.checkpoints(id).restored() >= times);
    }

    /** Waits for that many completed checkpoints since the job manager started. */
    void awaitCheckpoints(int completed) throws Exception {
        Deadline.await(
                completed + " checkpoints complete",
                START,
                () -> rest.checkpoints(id).completed() >= completed);
    }

    /** Waits for that many failed checkpoints since the job manager started. */
    void awaitFailedCheckpoints(int failed) throws Exception {
        Deadline.await(
                failed + " checkpoints fail", START, () -> rest.checkpoints(id).failed() >= failed);
    }

    /** Waits until a version is visible that has learned every event. */
    void awaitEverythingLearned() throws Exception {
        SnapshotReader reader = new SnapshotReader(snapshots);
        Deadline.await(
                "a version of all " + workload.usable() + " events is visible",
                LEARN,
                () -> {
                    requireNotFailed();
                    Optional<SnapshotVersion> latest = reader.latest(EventsConfig.SINGLE_MODEL);
                    return latest.isPresent()
                            && reader.manifest(EventsConfig.SINGLE_MODEL, latest.get()).learned()
                                    == workload.usable();
                });
    }

    /** Checks that no committed dead letter and no committed report is there twice. */
    void assertEachCommittedOnce() {
        DeadLetters letters = DeadLetters.read(bootstrapServers, config.events().deadLetterTopic());
        assertThat(letters.records()).as("dead letters").isEqualTo(letters.offsets().size());
        CommittedReports.assertEachOnce(bootstrapServers, config.events().metricsTopic());
    }

    private void requireNotFailed() throws Exception {
        if (rest.isUp() && rest.knows(id) && rest.state(id).equals("FAILED")) {
            throw new AssertionError("The job failed: " + rest.exceptions(id));
        }
    }

    /** Writes a savepoint and goes on. */
    String savepoint() throws Exception {
        return rest.savepoint(id, savepoints);
    }

    /**
     * Writes savepoints and goes on, until one holds records of metrics whose transaction is still
     * to be committed: traffic must be flowing.
     */
    String savepointToCommitFrom() throws Exception {
        AtomicReference<String> savepoint = new AtomicReference<>();
        String transaction = workload.name() + "-metrics-0-";
        Deadline.await(
                "a savepoint with an open transaction",
                START,
                () -> {
                    savepoint.set(savepoint());
                    Path metadata = Path.of(URI.create(savepoint.get())).resolve("_metadata");
                    return Files.readString(metadata, StandardCharsets.ISO_8859_1)
                            .contains(transaction);
                });
        return savepoint.get();
    }

    /** How often it was set back by the job manager there is now; a savepoint counts as once. */
    int restores() throws Exception {
        return rest.checkpoints(id).restored();
    }

    /** Ends it at once. */
    void cancel() throws Exception {
        rest.cancel(id);
    }

    /** Waits until a checkpoint holds all events before an offset. */
    void awaitRead(long offset, Duration limit) throws Exception {
        TopicPartition partition = new TopicPartition(config.events().topic(), 0);
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Deadline.await(
                    "offset " + offset + " is committed",
                    limit,
                    () -> {
                        requireNotFailed();
                        OffsetAndMetadata committed =
                                admin.listConsumerGroupOffsets(workload.name())
                                        .partitionsToOffsetAndMetadata()
                                        .get()
                                        .get(partition);
                        return committed != null && committed.offset() >= offset;
                    });
        }
    }

    /** Waits until it reports that it has learned every event. */
    void awaitEverythingReported() throws Exception {
        Deadline.await(
                "a report of all " + workload.usable() + " events",
                LEARN,
                () ->
                        CommittedReports.learned(bootstrapServers, config.events().metricsTopic())
                                == workload.usable());
    }

    /** Ends it cleanly once everything is published, and checks all that it left behind. */
    Outcome drain() throws Exception {
        awaitEverythingLearned();
        return finish();
    }

    /** Ends it cleanly, and checks all that it left behind. */
    Outcome finish() throws Exception {
        rest.drain(id, savepoints);
        Outcome outcome = new Audit(workload, snapshots, jobManagerLog, id).outcome();
        DeadLetters letters = DeadLetters.read(bootstrapServers, config.events().deadLetterTopic());
        assertThat(letters.offsets()).isEqualTo(Audit.brokenOffsets(workload.events()));
        System.out.printf(
                "%s: %s, %d dead letters of %d records%n",
                workload.name(), outcome, letters.offsets().size(), letters.records());
        return outcome;
    }
}
