package io.primacy.ops.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        return one(topic, OffsetSpec.earliest());
    }

    /** For each partition: one past the offset of its last record. */
    public Map<TopicPartition, Long> end(String topic) {
        return one(topic, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> one(String topic, OffsetSpec spec) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        all(topic, List.of(spec)).forEach((p, found) -> offsets.put(p, found.get(0)));
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

    /**
     * Several questions at once.
     *
     * @param specs which offsets
     * @return for each partition the answers, in the order of {@code specs}; −1 where no record has
     *     a time or a later one
     */
    public Map<TopicPartition, List<Long>> all(String topic, List<OffsetSpec> specs) {
        List<TopicPartition> partitions = partitions(topic);
        List<ListOffsetsResult> asked = new ArrayList<>();
        for (OffsetSpec spec : specs) {
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            partitions.forEach(partition -> wanted.put(partition, spec));
            asked.add(connection.admin().listOffsets(wanted));
        }
        Map<TopicPartition, List<Long>> answers = new HashMap<>();
        partitions.forEach(partition -> answers.put(partition, new ArrayList<>()));
        for (ListOffsetsResult result : asked) {
            connection
                    .await(result.all())
                    .forEach((partition, info) -> answers.get(partition).add(info.offset()));
        }
        return answers;
    }

    private List<TopicPartition> partitions(String topic) {
        return connection
                .await(connection.admin().describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
    }
}
