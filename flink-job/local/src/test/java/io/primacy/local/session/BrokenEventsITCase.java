package io.primacy.local.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.local.data.DataDirectory;
import io.primacy.ops.replay.EventSource;
import io.primacy.ops.replay.Replay;
import io.primacy.schema.config.ConfigReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.event.DeadLetter;
import io.primacy.schema.event.DeadLetter.Reason;
import io.primacy.schema.report.RunSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One broken event of every kind among good ones, through a real broker and a real cluster. */
class BrokenEventsITCase {
    private static final int GOOD_BETWEEN = 40;
    private static final Duration WAIT = Duration.ofSeconds(30);

    private static final String YAML =
            """
                    name: broken
                    events:
                      topic: impressions
                      time: /ts
                      model-key: /scene
                      weight: /weight
                      max-bytes: 400B
                      max-value-length: 30
                      max-list-length: 3
                    features:
                      - {name: user, dimension: 4}
                      - {name: tags, type: categorical-list, dimension: 4, separator: ","}
                      - {name: bid, type: numeric}
                    tasks:
                      - {name: like, priority: 1}
                      - {name: click, priority: 2}
                    model: {experts: 2, expert-layers: [8], tower-layers: [4]}
                    batch: {size: 32, max-delay: 200ms}
                    metrics: {interval: 200ms}
                    snapshot: {directory: snapshots, checkpoint-interval: 1s}
                    """;

    private static final LearnerConfig CONFIG = ConfigReader.parse("test", YAML);

    @TempDir Path directory;

    @Test
    void goodEventsAreLearnedAndBrokenOnesLieInTheirTopicWithTheirReason() throws IOException {
        Map<Reason, String> broken = broken();
        List<String> events = events(broken);
        int good = events.size() - broken.size();

        try (DataDirectory data = DataDirectory.open(directory);
                LearningSession session =
                        LearningSession.start(data, CONFIG, SessionOptions.DEFAULT)) {
            session.feed(source(events), Replay.Limits.NONE);
            RunSummary summary = session.run(Duration.ofSeconds(1), () -> false, progress -> {});

            assertThat(summary.events())
                    .isEqualTo(new RunSummary.Events(events.size(), good, broken.size()));
            assertThat(session.deadLetters()).containsOnlyKeys(Reason.values());
            assertThat(session.deadLetters().values()).containsOnly(1L);
            deadLetters(session.bootstrapServers(), broken.size())
                    .forEach(letter -> assertIsOneOf(letter, broken, events));
        }
    }

    @Test
    @Timeout(180)
    void anEventLongerThanKafkasDefaultRequestLiesThereWholeAndTheNextAreLearned()
            throws IOException {
        LearnerConfig config =
                ConfigReader.parse("test", YAML.replaceFirst(" +max-bytes.*\\n", ""));
        assertThat(config.events().maxBytes()).isEqualTo(1 << 20);
        String tooLong = good(0).replace("u0", letters(2 << 20));
        List<String> events = new ArrayList<>(List.of(good(0), tooLong, good(2), good(3)));

        try (DataDirectory data = DataDirectory.open(directory);
                LearningSession session =
                        LearningSession.start(data, config, SessionOptions.DEFAULT)) {
            session.feed(source(events), Replay.Limits.NONE);
            RunSummary summary = session.run(Duration.ofSeconds(1), () -> false, progress -> {});

            assertThat(summary.events()).isEqualTo(new RunSummary.Events(4, 3, 1));
            assertThat(longestMessage(session.bootstrapServers(), config.events().topic()))
                    .as("a dead letter has headers beside the event")
                    .isLessThan(
                            longestMessage(
                                    session.bootstrapServers(), config.events().deadLetterTopic()));
            deadLetters(session.bootstrapServers(), 1)
                    .forEach(
                            letter ->
                                    assertIsOneOf(
                                            letter, Map.of(Reason.TOO_LARGE, tooLong), events));
        }
    }

    /** Any text that does not become short when it is compressed. */
    private static String letters(int count) {
        return new Random(7)
                .ints(count, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Map<Reason, String> broken() {
        Map<Reason, String> broken = new EnumMap<>(Reason.class);
        broken.put(Reason.EMPTY, "");
        broken.put(Reason.TOO_LARGE, good(0).replace("u0", "u".repeat(500)));
        broken.put(Reason.NOT_JSON, "{\"user\":");
        broken.put(Reason.NOT_AN_OBJECT, "[1]");
        broken.put(Reason.WRONG_TYPE, good(0).replace("\"u0\"", "{}"));
        broken.put(Reason.NOT_FINITE, good(0).replace("0.5", "1e999"));
        broken.put(Reason.VALUE_TOO_LONG, good(0).replace("u0", "u".repeat(31)));
        broken.put(Reason.LIST_TOO_LONG, good(0).replace("a,b", "a,b,c,d"));
        broken.put(Reason.LABEL_OUT_OF_RANGE, good(0).replace("\"like\":0", "\"like\":3"));
        broken.put(Reason.NO_LABEL, good(0).replace(",\"like\":0,\"click\":1", ""));
        broken.put(Reason.BAD_TIME, good(0).replace("\"ts\":1", "\"ts\":\"x\""));
        broken.put(Reason.BAD_WEIGHT, good(0).replace("\"weight\":1", "\"weight\":-1"));
        broken.put(Reason.BAD_MODEL_KEY, good(0).replace("\"scene\":\"s0\"", "\"scene\":\"\""));
        assertThat(broken).containsOnlyKeys(Reason.values());
        return broken;
    }

    private static String good(int i) {
        return String.format(
                "{\"ts\":1%09d,\"scene\":\"s%d\",\"user\":\"u%d\",\"tags\":\"a,b\",\"bid\":0.5,"
                        + "\"weight\":1,\"like\":%d,\"click\":%d}",
                i, i % 2, i % 7, i % 2, (i + 1) % 2);
    }

    private static List<String> events(Map<Reason, String> broken) {
        List<String> events = new ArrayList<>();
        for (String defect : broken.values()) {
            for (int i = 0; i < GOOD_BETWEEN; i++) {
                events.add(good(events.size()));
            }
            events.add(defect);
        }
        events.add(good(events.size()));
        return events;
    }

    private static EventSource source(List<String> events) {
        List<String> left = new ArrayList<>(events);
        return () -> left.isEmpty() ? null : left.remove(0).getBytes(StandardCharsets.UTF_8);
    }

    private static void assertIsOneOf(
            ConsumerRecord<byte[], byte[]> letter,
            Map<Reason, String> broken,
            List<String> events) {
        Map<String, String> headers = new HashMap<>();
        letter.headers()
                .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        Reason reason = Reason.valueOf(headers.get(DeadLetter.REASON_HEADER));
        String raw = new String(letter.value(), StandardCharsets.UTF_8);

        assertThat(raw).as("%s", reason).isEqualTo(broken.get(reason));
        assertThat(headers).containsEntry(DeadLetter.TOPIC_HEADER, "impressions");
        assertThat(headers).containsEntry(DeadLetter.PARTITION_HEADER, "0");
        assertThat(headers)
                .containsEntry(DeadLetter.OFFSET_HEADER, Integer.toString(events.indexOf(raw)));
        assertThat(headers.get(DeadLetter.DETAIL_HEADER)).isNotBlank();
    }

    private static int longestMessage(String servers, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            String bytes =
                    admin.describeConfigs(List.of(resource))
                            .values()
                            .get(resource)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join()
                            .get("max.message.bytes")
                            .value();
            return Integer.parseInt(bytes);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> deadLetters(String servers, int count) {
        Map<String, Object> properties = new TreeMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        long deadline = System.nanoTime() + WAIT.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(CONFIG.events().deadLetterTopic(), 0)));
            while (letters.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
            }
        }
        assertThat(letters).hasSize(count);
        return letters;
    }
}
