package io.primacy.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.local.traffic.TrafficSimulator;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.config.KafkaProperties;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.snapshot.SnapshotReader;
import io.primacy.tests.process.BrokerProcess;
import io.primacy.tests.process.Deadline;
import io.primacy.tests.process.FlinkProcesses;
import io.primacy.tests.process.JobJar;
import io.primacy.tests.process.OperatorProcess;
import io.primacy.tests.process.SecuredListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The job and the commands against a broker that asks for TLS and a password. */
@Tag("cluster")
@Tag("long")
class SecuredKafkaE2ECase {
    private static final String PASSWORD = "correct-horse-battery-staple";
    private static final int EVENTS = 640;
    private static final Path DIRECTORY = Path.of("target", "secured").toAbsolutePath();

    private static final String CONFIG =
            """
            name: secured
            events: {topic: impressions, time: /ts_ms}
            features:
              - {name: user, dimension: 4}
              - {name: item, dimension: 4}
            tasks:
              - {name: relevance, label: /relevant, priority: 1}
            model: {architecture: mmoe, experts: 2, expert-layers: [8], tower-layers: [4]}
            batch: {size: 64, max-delay: off}
            snapshot: {directory: "%s", checkpoint-interval: 500ms}
            """;

    @Test
    void theJobLearnsWithTheRightsOfTheGuideAndItsPasswordIsNowhere() throws Exception {
        delete(DIRECTORY);
        SecuredListener listener = SecuredListener.in(DIRECTORY.resolve("tls"), PASSWORD);
        Path secrets = SecuredListener.secrets(DIRECTORY.resolve("kafka.properties"), PASSWORD);
        Path wrong = SecuredListener.secrets(DIRECTORY.resolve("wrong.properties"), "wrong-horse");
        Path file = DIRECTORY.resolve("learner.yaml");
        Files.writeString(file, CONFIG.formatted(DIRECTORY.resolve("models").toUri()));
        LearnerConfig config = ConfigReader.read(file);
        try (BrokerProcess broker = BrokerProcess.start(DIRECTORY.resolve("broker"), listener);
                FlinkProcesses flink =
                        FlinkProcesses.start(
                                DIRECTORY.resolve("flink"),
                                Map.of(
                                        "execution.checkpointing.dir",
                                        DIRECTORY.resolve("checkpoints").toUri().toString()),
                                1)) {
            List<String> topics = new ArrayList<>(List.of("topics", "-c", file.toString()));
            topics.addAll(List.of("--bootstrap-servers", listener.bootstrapServers()));

            OperatorProcess.Result refused = run(topics, listener.clientProperties(wrong));
            assertThat(refused.exit()).isEqualTo(3);
            assertThat(refused.err()).containsIgnoringCase("authentication failed");
            assertThat(refused.out() + refused.err()).doesNotContain("wrong-horse");
            assertThat(run(topics, listener.clientProperties(secrets)).exit())
                    .as("without a right to create topics")
                    .isNotZero();

            allow(broker, config);
            run(topics, listener.clientProperties(secrets)).expect(0);
            produce(listener, secrets, config);
            List<String> submit = new ArrayList<>(List.of("submit", "-c", file.toString()));
            submit.addAll(List.of("--bootstrap-servers", listener.bootstrapServers()));
            submit.addAll(List.of("--flink", flink.rest().address()));
            submit.addAll(List.of("--jar", JobJar.path().toString()));
            run(submit, listener.clientProperties(secrets)).expect(0);

            awaitLearned();
            assertNowhere(flink);
        }
    }

    private static OperatorProcess.Result run(List<String> command, List<String> properties)
            throws Exception {
        List<String> arguments = new ArrayList<>(command);
        for (String property : properties) {
            arguments.add("--kafka-property");
            arguments.add(property);
        }
        return OperatorProcess.run(DIRECTORY.resolve("commands"), arguments.toArray(String[]::new));
    }

    /** The table of SECURITY.md. */
    private static void allow(BrokerProcess broker, LearnerConfig config) throws Exception {
        EventsConfig events = config.events();
        List<AclBinding> rights = new ArrayList<>();
        rights.add(right(ResourceType.TOPIC, events.topic(), AclOperation.READ));
        rights.add(right(ResourceType.GROUP, "primacy-secured", AclOperation.READ));
        for (String topic :
                List.of(
                        events.topic(),
                        events.deadLetterTopic(),
                        events.metricsTopic(),
                        events.snapshotsTopic())) {
            rights.add(right(ResourceType.TOPIC, topic, AclOperation.CREATE));
            rights.add(right(ResourceType.TOPIC, topic, AclOperation.WRITE));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createAcls(rights).all().get();
        }
    }

    private static AclBinding right(ResourceType type, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry(
                        "User:" + SecuredListener.USER, "*", operation, AclPermissionType.ALLOW));
    }

    private static void produce(SecuredListener listener, Path secrets, LearnerConfig config)
            throws Exception {
        Map<String, Object> properties =
                new HashMap<>(KafkaProperties.of(listener.clientProperties(secrets)));
        properties.put("bootstrap.servers", listener.bootstrapServers());
        TrafficSimulator traffic = new TrafficSimulator(3);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < EVENTS; i++) {
                producer.send(new ProducerRecord<>(config.events().topic(), traffic.next()));
            }
            producer.flush();
        }
    }

    private static void awaitLearned() throws Exception {
        SnapshotReader reader = new SnapshotReader(DIRECTORY.resolve("models"));
        Deadline.await(
                "all events are learned",
                Duration.ofSeconds(120),
                () -> {
                    var latest = reader.latest(EventsConfig.SINGLE_MODEL);
                    return latest.isPresent()
                            && reader.manifest(EventsConfig.SINGLE_MODEL, latest.get()).learned()
                                    == EVENTS;
                });
    }

    /** Not in a log, not in what commands say, not in Flink's pages, not in a checkpoint. */
    private static void assertNowhere(FlinkProcesses flink) throws Exception {
        String jobs = get(flink.rest().address() + "/jobs/overview");
        String job = jobs.replaceFirst(".*\"jid\":\"([0-9a-f]{32})\".*", "$1");
        assertThat(get(flink.rest().address() + "/jobs/" + job + "/config"))
                .contains("kafka.properties:password")
                .doesNotContain(PASSWORD);
        byte[] secret = PASSWORD.getBytes(StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            assertThat(
                            files.filter(Files::isRegularFile)
                                    .filter(f -> !f.endsWith("kafka.properties"))
                                    .filter(f -> !f.startsWith(DIRECTORY.resolve("broker")))
                                    .filter(f -> contains(f, secret)))
                    .as("files that hold the password")
                    .isEmpty();
        }
    }

    private static String get(String uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
                .body();
    }

    private static boolean contains(Path file, byte[] secret) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return text.contains(new String(secret, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
}
