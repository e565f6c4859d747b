package io.primacy.ops.watch;

import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.kafka.BrokerUnreachableException;
import io.primacy.ops.kafka.TopicReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The end of a topic: its last records, and those that come. */
public final class Tail {
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final Duration POLL = Duration.ofMillis(300);

    private final BrokerConnection broker;
    private final String topic;
    private final long last;

    private Tail(BrokerConnection broker, String topic, long last) {
        this.broker = broker;
        this.topic = topic;
        this.last = last;
    }

    /**
     * The end of a topic.
     *
     * @param last records of each partition to begin with, ≥ 0
     */
    public static Tail of(BrokerConnection broker, String topic, long last) {
        return new Tail(broker, topic, last);
    }

    /**
     * Gives the records to {@code take}.
     *
     * @param follow whether to wait for more, for ever
     * @return false if there is no such topic
     * @throws BrokerUnreachableException if the broker stops answering; while more is waited for,
     *     so is it
     */
    public boolean read(boolean follow, Consumer<ConsumerRecord<byte[], byte[]>> take) {
        try (TopicReader reader = TopicReader.open(broker.clientProperties(), ANSWER)) {
            List<TopicPartition> partitions = reader.partitions(topic);
            if (partitions.isEmpty()) {
                return false;
            }
            Map<TopicPartition, Long> ends = reader.ends(partitions);
            Map<TopicPartition, Long> from = new HashMap<>();
            reader.beginnings(partitions)
                    .forEach((p, first) -> from.put(p, Math.max(first, ends.get(p) - last)));
            reader.start(from);
            while (partitions.stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
                reader.pollOrAsk(POLL, take);
            }
            while (follow) {
                reader.poll(POLL, take);
            }
            return true;
        } catch (TimeoutException e) {
            throw new BrokerUnreachableException(broker.bootstrapServers(), e);
        }
    }
}
