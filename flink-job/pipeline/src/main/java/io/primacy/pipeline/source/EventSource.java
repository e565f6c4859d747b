package io.primacy.pipeline.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** The Kafka topic of impressions as a source of raw events. */
public final class EventSource {
    private EventSource() {}

    /**
     * Reads a topic. A restored job continues at its checkpoint's offsets; a new one where {@code
     * start} says. Offsets are committed to Kafka when a checkpoint completes, for monitoring only.
     *
     * @param bootstrapServers {@code host:port}, several separated by commas
     * @param topic the topic
     * @param groupId the consumer group
     * @param start where what is not restored begins
     * @param properties any further properties of the Kafka consumer
     */
    public static KafkaSource<RawEvent> of(
            String bootstrapServers,
            String topic,
            String groupId,
            SourceStart start,
            Map<String, String> properties) {
        Properties consumer = new Properties();
        consumer.put(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "true");
        consumer.putAll(properties);
        return KafkaSource.<RawEvent>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(topic)
                .setGroupId(groupId)
                .setStartingOffsets(initializer(topic, start))
                .setDeserializer(new RawEventReader())
                .setProperties(consumer)
                .build();
    }

    @SuppressWarnings("deprecation") // Kafka's enum is what the connector's own signature asks for.
    private static OffsetsInitializer initializer(String topic, SourceStart start) {
        if (start.offsets().isEmpty()) {
            return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        start.offsets().forEach((p, offset) -> offsets.put(new TopicPartition(topic, p), offset));
        return OffsetsInitializer.offsets(offsets, OffsetResetStrategy.EARLIEST);
    }
}
