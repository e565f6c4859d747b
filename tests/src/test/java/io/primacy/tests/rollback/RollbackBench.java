package io.primacy.tests.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.flink.FlinkAddress;
import io.primacy.ops.flink.FlinkClient;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.tests.process.BrokerProcess;
import io.primacy.tests.process.FlinkProcesses;
import io.primacy.tests.process.JobJar;
import io.primacy.tests.process.OperatorProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A broker, a job manager and task managers as processes, and operators' commands as processes
 * beside them. What they wrote stays in {@code tests/target/rollback/<name>} until the next run.
 */
final class RollbackBench implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private static final Map<String, String> IMPATIENT =
            Map.of(
                    "heartbeat.interval", "500ms",
                    "heartbeat.timeout", "10s",
                    "restart-strategy.exponential-delay.initial-backoff", "500ms",
                    "restart-strategy.exponential-delay.max-backoff", "1s");

    private final Path directory;
    private final BrokerProcess broker;
    private final FlinkProcesses flink;

    private RollbackBench(Path directory, BrokerProcess broker, FlinkProcesses flink) {
        this.directory = directory;
        this.broker = broker;
        this.flink = flink;
    }

    /** Starts everything with an empty directory. */
    static RollbackBench start(String name, int taskManagers) throws Exception {
        return start(name, taskManagers, Map.of());
    }

    /** The same with further settings of Flink's. */
    static RollbackBench start(String name, int taskManagers, Map<String, String> further)
            throws Exception {
        Path directory = Path.of("target", "rollback", name).toAbsolutePath();
        delete(directory);
        Map<String, String> settings = new HashMap<>(IMPATIENT);
        settings.putAll(further);
        settings.put(
                "execution.checkpointing.dir", directory.resolve("checkpoints").toUri().toString());
        BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"));
        try {
            return new RollbackBench(
                    directory,
                    broker,
                    FlinkProcesses.start(directory.resolve("flink"), settings, taskManagers));
        } catch (Exception | AssertionError e) {
            broker.close();
            throw e;
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** A learner with topics of its own, on which nothing runs yet. */
    DrilledLearner learner(String name) throws IOException {
        return learner(name, DrilledLearner.ONE);
    }

    /** The same with several models. */
    DrilledLearner learner(String name, List<String> models) throws IOException {
        return learner(name, models, "", "");
    }

    /** The same with a gate before its snapshots and rules by which it goes back by itself. */
    DrilledLearner learner(String name, List<String> models, String gate, String rules)
            throws IOException {
        Files.createDirectories(directory);
        DrilledLearner learner = new DrilledLearner(this, name, models, gate, rules);
        LearnerConfig config = learner.config();
        try (BrokerConnection connection = BrokerConnection.open(servers(), ANSWER)) {
            connection.topics().createMissing(config.events(), 1);
        }
        return learner;
    }

    /** Runs an operator's command. */
    OperatorProcess.Result command(String... arguments) throws IOException, InterruptedException {
        return OperatorProcess.run(directory.resolve("commands"), arguments);
    }

    String servers() {
        return broker.bootstrapServers();
    }

    BrokerProcess broker() {
        return broker;
    }

    FlinkProcesses flink() {
        return flink;
    }

    FlinkClient client() {
        return new FlinkClient(new FlinkAddress(URI.create(flink.rest().address()), null, null));
    }

    Path directory() {
        return directory;
    }

    static List<String> jar() throws IOException {
        Path jar = JobJar.path();
        assertThat(jar).exists();
        return List.of("--jar", jar.toString());
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
