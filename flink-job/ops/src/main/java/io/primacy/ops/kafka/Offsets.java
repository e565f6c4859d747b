package io.primacy.ops.kafka;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Where a topic begins and ends, and how far a group has come. */
public final class Offsets {
    private final BrokerConnection connection;

    Offsets(BrokerConnection connection) {
        this.connection = connection;
    }

    /** For each partition: the offset of its first record. */
    public Map<TopicPartition, Long> beginning(String topic) {
        return list(topic, OffsetSpec::earliest);
    }

    /** For each partition: one past the offset of its last record. */
    public Map<TopicPartition, Long> end(String topic) {
        return list(topic, OffsetSpec::latest);
    }

    /**
     * For each partition: the offset of its first record of that time or later; its end where there
     * is none.
     */
    public Map<TopicPartition, Long> at(String topic, Instant time) {
        Map<TopicPartition, Long> offsets =
                list(topic, () -> OffsetSpec.forTimestamp(time.toEpochMilli()));
        Map<TopicPartition, Long> ends = end(topic);
        offsets.replaceAll((partition, offset) -> offset < 0 ? ends.get(partition) : offset);
        return offsets;
    }

    /** For each partition that the group has committed: the offset it reads next. */
    public Map<TopicPartition, Long> committed(String group, String topic) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        offsetsOf(group)
                .forEach(
                        (partition, offset) -> {
                            if (partition.topic().equals(topic) && offset != null) {
                                committed.put(partition, offset.offset());
                            }
                        });
        return committed;
    }

    private Map<TopicPartition, OffsetAndMetadata> offsetsOf(String group) {
        try {
            return connection.await(
                    connection
                            .admin()
                            .listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata());
        } catch (GroupIdNotFoundException e) {
            return Map.of();
        }
    }

    private Map<TopicPartition, Long> list(String topic, Supplier<OffsetSpec> which) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        connection
                .await(connection.admin().describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .forEach(p -> wanted.put(new TopicPartition(topic, p.partition()), which.get()));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> found =
                connection.await(connection.admin().listOffsets(wanted).all());
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }
}
