package io.primacy.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What readers of committed records find in a topic of one partition. */
final class CommittedRecords {
    private static final String COMMITTED = "read_committed";
    private static final String UNCOMMITTED = "read_uncommitted";
    private static final Duration POLL = Duration.ofMillis(200);

    private CommittedRecords() {}

    /** All of them; fails if an open transaction hides more. */
    static List<ConsumerRecord<byte[], byte[]>> of(String bootstrapServers, String topic) {
        List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
        try (KafkaConsumer<byte[], byte[]> all = consumer(bootstrapServers, UNCOMMITTED);
                KafkaConsumer<byte[], byte[]> committed = consumer(bootstrapServers, COMMITTED)) {
            assertThat(committed.endOffsets(partition))
                    .as("end of committed records, beyond which a transaction is open")
                    .isEqualTo(all.endOffsets(partition));
            return read(committed, partition.get(0));
        }
    }

    /** Those that are not committed, too, and those that never will be. */
    static List<ConsumerRecord<byte[], byte[]>> andOthers(String bootstrapServers, String topic) {
        try (KafkaConsumer<byte[], byte[]> all = consumer(bootstrapServers, UNCOMMITTED)) {
            return read(all, new TopicPartition(topic, 0));
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        while (consumer.position(partition) < end) {
            consumer.poll(POLL).forEach(records::add);
        }
        return records;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String servers, String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        servers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
