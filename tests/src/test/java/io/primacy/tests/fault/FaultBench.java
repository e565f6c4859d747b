package io.primacy.tests.fault;

import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.tests.process.BrokerProcess;
import io.primacy.tests.process.FlinkProcesses;
import io.primacy.tests.process.JobJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A broker, a job manager and two task managers as processes of their own, of which the job needs
 * one. What they wrote stays in {@code tests/target/faults/<name>} until the next run.
 */
final class FaultBench implements AutoCloseable {
    private static final int TASK_MANAGERS = 2;
    private static final Duration ANSWER = Duration.ofSeconds(20);

    /**
     * What differs from the shipped settings: failures are noticed and repaired sooner, so that a
     * test does not wait.
     */
    private static final Map<String, String> IMPATIENT =
            Map.of(
                    "heartbeat.interval", "500ms",
                    "heartbeat.timeout", "10s",
                    "restart-strategy.exponential-delay.initial-backoff", "500ms",
                    "restart-strategy.exponential-delay.max-backoff", "1s");

    private final Path directory;
    private final Path state;
    private final BrokerProcess broker;
    private final FlinkProcesses flink;

    private FaultBench(Path directory, Path state, BrokerProcess broker, FlinkProcesses flink) {
        this.directory = directory;
        this.state = state;
        this.broker = broker;
        this.flink = flink;
    }

    /** Where a bench of that name keeps everything. */
    static Path directory(String name) {
        return Path.of("target", "faults", name).toAbsolutePath();
    }

    /**
     * Starts everything; all state lies in the bench's directory.
     *
     * @param name of its directory
     * @param overrides further Flink options
     */
    static FaultBench start(String name, Map<String, String> overrides) throws Exception {
        return start(name, directory(name), overrides);
    }

    /**
     * Starts everything; all state lies in the bench's directory.
     *
     * @param name of its directory
     * @param broker further settings of the broker
     */
    static FaultBench withBroker(String name, Map<String, String> broker) throws Exception {
        return start(name, directory(name), TASK_MANAGERS, Map.of(), broker);
    }

    /**
     * Starts everything, with one task manager that no job can leave.
     *
     * @param name of its directory
     * @param overrides further Flink options
     * @param broker further settings of the broker
     */
    static FaultBench withOneTaskManager(
            String name, Map<String, String> overrides, Map<String, String> broker)
            throws Exception {
        return start(name, directory(name), 1, overrides, broker);
    }

    /**
     * Starts everything.
     *
     * @param name of its directory
     * @param state where snapshots and, unless overridden, checkpoints are written
     * @param overrides further Flink options
     */
    static FaultBench start(String name, Path state, Map<String, String> overrides)
            throws Exception {
        return start(name, state, TASK_MANAGERS, overrides, Map.of());
    }

    private static FaultBench start(
            String name,
            Path state,
            int taskManagers,
            Map<String, String> overrides,
            Map<String, String> brokerOverrides)
            throws Exception {
        Path directory = directory(name);
        delete(directory.resolve("broker"));
        delete(directory.resolve("flink"));
        delete(state.resolve("checkpoints"));
        delete(state.resolve("models"));
        Map<String, String> settings = new HashMap<>(IMPATIENT);
        settings.put("execution.checkpointing.dir", uri(state.resolve("checkpoints")));
        settings.putAll(overrides);
        BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"), brokerOverrides);
        try {
            return new FaultBench(
                    directory,
                    state,
                    broker,
                    FlinkProcesses.start(directory.resolve("flink"), settings, taskManagers));
        } catch (Exception | AssertionError e) {
            broker.close();
            throw e;
        }
    }

    static String uri(Path path) {
        return path.toUri().toString();
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Creates the workload's topics; events of it can be produced then. */
    Feed feed(Workload workload) throws IOException {
        LearnerConfig config = config(workload);
        try (BrokerConnection connection =
                BrokerConnection.open(broker.bootstrapServers(), ANSWER)) {
            connection.topics().createMissing(config.events(), 1);
        }
        return new Feed(broker.bootstrapServers(), config.events().topic(), workload.traffic());
    }

    private LearnerConfig config(Workload workload) throws IOException {
        Files.createDirectories(directory);
        return workload.write(configFile(workload), snapshots(workload));
    }

    private Path configFile(Workload workload) {
        return directory.resolve(workload.name() + ".yaml");
    }

    /** Where a workload's models are published. */
    Path snapshots(Workload workload) {
        return state.resolve("models").resolve(workload.name());
    }

    /** Where savepoints are written. */
    Path savepoints() {
        return directory.resolve("flink").resolve("savepoints");
    }

    /** Submits the job for a workload whose topics exist. */
    RunningJob submit(Workload workload) throws Exception {
        return submit(workload, null);
    }

    /** Like the other, from a savepoint if {@code savepoint} is not {@code null}. */
    RunningJob submit(Workload workload, String savepoint) throws Exception {
        String id =
                flink.rest()
                        .submit(
                                JobJar.path(),
                                List.of(
                                        "--config",
                                        configFile(workload).toString(),
                                        "--bootstrap-servers",
                                        broker.bootstrapServers(),
                                        "--group-id",
                                        workload.name(),
                                        "--parallelism",
                                        "1"),
                                savepoint);
        return new RunningJob(workload, config(workload), this, id);
    }

    /** What a run comes to that nothing happens to. */
    Outcome undisturbed(Workload workload) throws Exception {
        try (Feed feed = feed(workload)) {
            feed.sendNow(workload.events());
        }
        RunningJob job = submit(workload);
        job.awaitRunning();
        return job.drain();
    }

    BrokerProcess broker() {
        return broker;
    }

    FlinkProcesses flink() {
        return flink;
    }

    @Override
    public void close() throws InterruptedException {
        try {
            flink.close();
        } finally {
            broker.close();
        }
    }
}
