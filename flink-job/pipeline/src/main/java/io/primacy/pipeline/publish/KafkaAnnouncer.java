package io.primacy.pipeline.publish;

import io.primacy.schema.report.ReportJson;
import io.primacy.schema.report.SnapshotAnnouncement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Announces on a Kafka topic: JSON, keyed by model. Connects at the first announcement. */
public final class KafkaAnnouncer implements Announcer {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final String topic;
    private final Map<String, Object> properties;
    private Producer<byte[], byte[]> producer;

    private KafkaAnnouncer(String topic, Map<String, Object> properties) {
        this.topic = topic;
        this.properties = properties;
    }

    /**
     * @param bootstrapServers {@code host:port}, several separated by commas
     * @param topic the snapshots topic, which must exist
     * @param properties any further properties of the Kafka producer
     */
    public static Announcer.Factory factory(
            String bootstrapServers, String topic, Map<String, String> properties) {
        HashMap<String, Object> producer = new HashMap<>(properties);
        producer.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        return () -> new KafkaAnnouncer(topic, producer);
    }

    @Override
    public void announce(List<SnapshotAnnouncement> announcements)
            throws IOException, InterruptedException {
        if (announcements.isEmpty()) {
            return;
        }
        if (producer == null) {
            producer =
                    new KafkaProducer<>(
                            properties, new ByteArraySerializer(), new ByteArraySerializer());
        }
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (SnapshotAnnouncement announcement : announcements) {
            sent.add(
                    producer.send(
                            new ProducerRecord<>(
                                    topic,
                                    announcement.model().getBytes(StandardCharsets.UTF_8),
                                    ReportJson.write(announcement))));
        }
        producer.flush();
        for (int i = 0; i < sent.size(); i++) {
            try {
                sent.get(i).get();
            } catch (ExecutionException e) {
                throw new IOException(
                        "Version "
                                + announcements.get(i).version()
                                + " of model '"
                                + announcements.get(i).model()
                                + "' is visible but could not be announced on topic '"
                                + topic
                                + "'; the job retries when it restarts.",
                        e.getCause());
            }
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
        }
    }
}
