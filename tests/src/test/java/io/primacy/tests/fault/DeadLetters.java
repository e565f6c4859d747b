package io.primacy.tests.fault;

import io.primacy.schema.event.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All that a dead-letter topic holds.
 *
 * @param offsets of the events, each once
 * @param records how many records tell of them
 */
record DeadLetters(SortedSet<Long> offsets, int records) {
    private static final Duration POLL = Duration.ofMillis(200);

    static DeadLetters read(String bootstrapServers, String topic) {
        Map<String, Object> settings =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed");
        TopicPartition partition = new TopicPartition(topic, 0);
        SortedSet<Long> offsets = new TreeSet<>();
        int records = 0;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    byte[] offset = record.headers().lastHeader(DeadLetter.OFFSET_HEADER).value();
                    offsets.add(Long.parseLong(new String(offset, StandardCharsets.UTF_8)));
                    records++;
                }
            }
        }
        return new DeadLetters(offsets, records);
    }
}
