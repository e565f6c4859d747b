package io.primacy.pipeline.source;

import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** The Kafka topic of impressions as a source of raw events. */
public final class EventSource {
    private EventSource() {}

    /**
     * Reads a topic. A restored job continues at its checkpoint's offsets; a new one at the group's
     * committed offsets, or at the beginning where there are none. Offsets are committed to Kafka
     * when a checkpoint completes, for monitoring only.
     *
     * @param bootstrapServers {@code host:port}, several separated by commas
     * @param topic the topic
     * @param groupId the consumer group
     * @param properties any further properties of the Kafka consumer
     */
    @SuppressWarnings("deprecation") // Kafka's enum is what the connector's own signature asks for.
    public static KafkaSource<RawEvent> of(
            String bootstrapServers, String topic, String groupId, Map<String, String> properties) {
        Properties consumer = new Properties();
        consumer.put(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "true");
        consumer.putAll(properties);
        return KafkaSource.<RawEvent>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(topic)
                .setGroupId(groupId)
                .setStartingOffsets(
                        OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(new RawEventReader())
                .setProperties(consumer)
                .build();
    }
}
