package io.primacy.tests.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.primacy.local.Primacy;
import io.primacy.local.broker.EmbeddedBroker;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.terminal.Terminal;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.event.DeadLetter;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.ReportJson;
import io.primacy.schema.report.SnapshotAnnouncement;
import io.primacy.schema.report.TaskReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code status} and {@code peek} print of topics on a real broker. */
class StatusAndPeekITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final String EVENT = "{\"user\":\"u7\",\"like\":1}";
    private static final String CONFIG =
            """
            name: looked-at
            events: {topic: impressions}
            features: [{name: user}]
            tasks: [{name: like, priority: 1}, {name: click, priority: 2}]
            snapshot: {directory: snapshots}
            """;

    @TempDir private static Path directory;

    private static EmbeddedBroker broker;
    private static Path config;

    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void fill() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        config = Files.writeString(directory.resolve("learner.yaml"), CONFIG);
        EventsConfig events = ConfigReader.read(config).events();
        try (BrokerConnection connection =
                BrokerConnection.open(broker.bootstrapServers(), ANSWER)) {
            connection.topics().createMissing(events, 1);
        }
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            send(producer, events.topic(), EVENT.getBytes(StandardCharsets.UTF_8));
            send(producer, events.metricsTopic(), ReportJson.write(report("calm", 1, -0.0006)));
            send(producer, events.metricsTopic(), ReportJson.write(report("calm", 2, -0.0004)));
            send(producer, events.metricsTopic(), ReportJson.write(report("bad\u202e", 9, 0.031)));
            send(
                    producer,
                    events.snapshotsTopic(),
                    ReportJson.write(
                            new SnapshotAnnouncement(
                                    "looked-at",
                                    "calm",
                                    "1-000004",
                                    "file:/snapshots/calm/1-000004",
                                    44,
                                    51_200,
                                    List.of("latest"))));
            producer.send(deadLetter(events.deadLetterTopic())).get();
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, byte[] value)
            throws Exception {
        producer.send(new ProducerRecord<>(topic, 0, new byte[] {1}, value)).get();
    }

    private static ProducerRecord<byte[], byte[]> deadLetter(String topic) {
        RecordHeaders headers = new RecordHeaders();
        Map.of(
                        DeadLetter.REASON_HEADER, "LABEL_OUT_OF_RANGE",
                        DeadLetter.DETAIL_HEADER, "Field /like is 7.",
                        DeadLetter.TOPIC_HEADER, "impressions",
                        DeadLetter.PARTITION_HEADER, "3",
                        DeadLetter.OFFSET_HEADER, "712")
                .forEach(
                        (name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        byte[] value = "{\"like\":7}\u001b[31m".getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, 0, null, null, value, headers);
    }

    private static MetricsReport report(String model, long step, double violation) {
        TaskReport like =
                new TaskReport(
                        "like", 1, 50_000, .0714, .91, .78, 1.01, .0715, violation, 12.5, 4.0,
                        false, 0.0, 100.0);
        TaskReport click =
                new TaskReport(
                        "click", 2, 50_000, .609, .97, .64, .99, null, null, null, null, null, null,
                        null);
        return new MetricsReport(
                "looked-at",
                model,
                1,
                step,
                256 * step,
                0,
                0,
                System.currentTimeMillis(),
                50_000,
                4821,
                List.of(like, click));
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    @Test
    void statusSaysOfEachModelWhatItsLastReportSaysTheWorstFirst() throws IOException {
        assertThat(run("status", "--json")).as("one model is violated").isEqualTo(1);

        JsonNode models = JSON.readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(models).hasSize(2);
        assertThat(models.get(0).path("standing").asText()).isEqualTo("violated");
        assertThat(models.get(0).path("headline").asText())
                .isEqualTo("like does not hold its priority: +3.10 %.");
        assertThat(models.get(1).path("model").asText()).isEqualTo("calm");
        assertThat(models.get(1).path("report").path("step").asLong()).isEqualTo(2);
        assertThat(models.get(1).at("/report/tasks/0/violation").asDouble()).isEqualTo(-0.0004);

        assertThat(run("status")).isEqualTo(1);
        List<String> lines = lines();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1))
                .contains("bad⟨U+202E⟩", "violated", "+3.10 %", "2,304")
                .doesNotContain("\u202e", "\u001b");
        assertThat(lines.get(2)).contains("calm", "held", "-0.04 %", "512");
    }

    @Test
    void statusOfALearnerThatHoldsIsNoFailure() {
        assertThat(run("status", "--learner", "nobody")).isZero();
        assertThat(lines()).containsExactly("No model has reported in the last 60 min 00 s.");
    }

    @Test
    void peekShowsDeadLettersWithWhereTheyCameFrom() throws IOException {
        assertThat(run("peek", "--dead-letters", "--no-follow")).isZero();

        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0))
                .contains("LABEL_OUT_OF_RANGE", "impressions", "712", "Field /like is 7.")
                .contains("{\"like\":7}")
                .doesNotContain("\u001b");

        assertThat(run("peek", "--dead-letters", "--no-follow", "--json")).isZero();
        JsonNode letter = JSON.readTree(lines().get(0));
        assertThat(letter.path("reason").asText()).isEqualTo("LABEL_OUT_OF_RANGE");
        assertThat(letter.path("partition").asText()).isEqualTo("3");
        assertThat(letter.path("value").asText()).isEqualTo("{\"like\":7}\u001b[31m");
    }

    @Test
    void peekShowsEventsOfTheConfigsTopic() throws IOException {
        assertThat(run("peek", "--events", "-c", config.toString(), "--no-follow")).isZero();
        assertThat(lines()).singleElement().asString().contains("0/0").endsWith(EVENT);

        assertThat(run("peek", "--events", "-c", config.toString(), "--no-follow", "--json"))
                .isZero();
        JsonNode event = JSON.readTree(lines().get(0));
        assertThat(event.at("/value/user").asText()).isEqualTo("u7");
        assertThat(event.path("offset").asLong()).isZero();

        assertThat(run("peek", "--events", "--no-follow")).as("no config").isEqualTo(2);
    }

    @Test
    void peekShowsReportsAndAnnouncementsDecoded() throws IOException {
        assertThat(run("peek", "--metrics", "--no-follow", "--last", "2")).isZero();
        List<String> reports = lines();
        assertThat(reports).hasSize(2);
        assertThat(reports.get(0)).contains("looked-at/calm batch 2, 512 events", "like");
        assertThat(reports.get(1)).contains("bad⟨U+202E⟩", "+3.10 %");

        assertThat(run("peek", "--metrics", "--no-follow", "--json")).isZero();
        assertThat(lines()).hasSize(3);
        assertThat(JSON.readTree(lines().get(0)).at("/value/tasks/0/multiplier").asDouble())
                .isEqualTo(12.5);

        assertThat(run("peek", "--snapshots", "--no-follow")).isZero();
        assertThat(lines()).singleElement().asString().contains("1-000004", "calm", "51,200");
    }

    private int run(String... command) {
        out = new ByteArrayOutputStream();
        err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(stream(out), stream(err), false, false);
        List<String> arguments = new ArrayList<>(Arrays.asList(command));
        arguments.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        return Primacy.commandLine(terminal, directory, false)
                .execute(arguments.toArray(String[]::new));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
