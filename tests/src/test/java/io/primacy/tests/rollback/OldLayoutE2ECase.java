package io.primacy.tests.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.savepoint.SavepointCatalogue;
import io.primacy.ops.savepoint.SavepointFiles;
import io.primacy.pipeline.SavepointModels;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.report.SavedModel;
import io.primacy.schema.savepoint.SavepointEntry;
import io.primacy.tests.process.Deadline;
import io.primacy.tests.process.OperatorProcess;
import io.primacy.tests.state.SmallTraffic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rollback to a savepoint that another release wrote: its state is carried over, learns on. */
@Tag("cluster")
@Tag("long")
class OldLayoutE2ECase {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
    private static final String ID = "old-layout";
    private static final int EVENTS = 400;
    private static final int SCENES = 3;
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private RollbackBench bench;
    private Path config;

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"layout-1", "layout-2", "layout-3"})
    void isRestoredAndLearnsOn(String layout) throws Exception {
        bench = RollbackBench.start(layout, 1);
        config = config(layout);
        LearnerConfig learner = ConfigReader.read(config);
        List<SavedModel> then = enter(layout, learner.name());
        try (BrokerConnection connection = BrokerConnection.open(bench.servers(), ANSWER)) {
            connection.topics().createMissing(learner.events(), 1);
        }
        command("submit", "--bootstrap-servers", bench.servers()).expect(0);
        assertThat(command("rollback", "--to", ID, "--offsets", "latest", "--yes").expect(4).err())
                .contains("another config", "--other-config");

        String out =
                command("rollback", "--to", ID, "--offsets", "latest", "--other-config", "--yes")
                        .expect(0)
                        .err();

        assertThat(out).contains("Verified");
        send(learner.events().topic());
        List<SavedModel> now = learned(learner);
        assertThat(now).hasSameSizeAs(then);
        assertThat(now).allSatisfy(m -> assertThat(m.layoutVersion()).isEqualTo(4));
        assertThat(now.stream().mapToLong(SavedModel::learned).sum())
                .isEqualTo(then.stream().mapToLong(m -> m.learned() + m.pending()).sum() + EVENTS);
    }

    private Path config(String layout) throws IOException {
        String snapshots = bench.directory().resolve("snapshots").toUri().toString();
        String yaml = Files.readString(GOLDEN.resolve(layout).resolve("config.yaml"));
        assertThat(yaml).contains("checkpoint-interval: 1h");
        return Files.writeString(
                Files.createDirectories(bench.directory()).resolve("learner.yaml"),
                yaml.replace("@snapshots@", snapshots)
                        .replace("checkpoint-interval: 1h", "checkpoint-interval: 500ms"));
    }

    /** Puts the savepoint into a catalogue, as its release would have. */
    private List<SavedModel> enter(String layout, String learner) throws IOException {
        SavepointCatalogue catalogue =
                new SavepointCatalogue(bench.directory().resolve("savepoints"));
        Path savepoint = Files.createDirectories(catalogue.savepoint(ID));
        try (Stream<Path> files = Files.list(GOLDEN.resolve(layout).resolve("savepoint"))) {
            for (Path file : files.toList()) {
                Files.copy(file, savepoint.resolve(file.getFileName()));
            }
        }
        List<SavedModel> models = read(savepoint.toUri().toString());
        catalogue.put(
                new SavepointEntry(
                        SavepointEntry.FORMAT_VERSION,
                        ID,
                        savepoint.toUri().toString(),
                        Instant.now().toString(),
                        SavepointEntry.Origin.MANUAL,
                        learner,
                        "0".repeat(32),
                        1,
                        List.of("--bootstrap-servers", bench.servers()),
                        "of its time",
                        null,
                        layout,
                        SavepointFiles.describe(savepoint),
                        new SavepointEntry.Contents(
                                1,
                                List.of(new SavepointEntry.Offset(0, 0)),
                                0,
                                0,
                                0,
                                models.stream().map(OldLayoutE2ECase::entry).toList())));
        return models;
    }

    private static SavepointEntry.Model entry(SavedModel model) {
        return new SavepointEntry.Model(
                model.model(),
                model.layoutVersion(),
                model.step(),
                model.learned(),
                model.pending(),
                model.eventTimeMillis(),
                model.lastVersion(),
                model.digest(),
                List.of());
    }

    private List<SavedModel> read(String savepoint) throws IOException {
        return SavepointModels.read(
                savepoint, Files.createTempDirectory(bench.directory(), "scratch"));
    }

    private OperatorProcess.Result command(String... words) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(
                List.of(
                        "-c",
                        config.toString(),
                        "--flink",
                        bench.flink().rest().address(),
                        "--savepoints",
                        bench.directory().resolve("savepoints").toString()));
        arguments.addAll(RollbackBench.jar());
        return bench.command(arguments.toArray(String[]::new));
    }

    private void send(String topic) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bench.servers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int n = 0; n < EVENTS; n++) {
                byte[] event = SmallTraffic.event(n, SCENES).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, 0, null, null, event));
            }
        }
    }

    /** What the job has once it was drained of everything. */
    private List<SavedModel> learned(LearnerConfig learner) throws Exception {
        String topic = learner.events().topic();
        String name = "primacy-" + learner.name();
        try (BrokerConnection connection = BrokerConnection.open(bench.servers(), ANSWER)) {
            Deadline.await(
                    "a checkpoint has all events",
                    ANSWER,
                    () ->
                            connection.offsets().committed(name, topic).values().stream()
                                    .anyMatch(next -> next == EVENTS));
        }
        String job =
                bench.client().jobs().stream()
                        .filter(j -> !j.isEnded() && j.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .id();
        return read(bench.flink().rest().drain(job, bench.directory().resolve("drained")));
    }
}
