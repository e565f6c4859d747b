package io.primacy.ops.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics without a group: from any point, again and again. Not thread-safe. */
public final class TopicReader implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Duration timeout;
    private final Duration quiet;
    private long heard = System.nanoTime();

    TopicReader(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            Duration timeout,
            Duration quiet) {
        this.consumer = consumer;
        this.timeout = timeout;
        this.quiet = quiet;
    }

    /**
     * A reader that need not reach the broker yet.
     *
     * @param client properties of Kafka clients: where the broker is, how to be let in
     * @param timeout longest wait for an answer; a later one is the client's own timeout exception
     */
    public static TopicReader open(Map<String, ?> client, Duration timeout) {
        Properties properties = new Properties();
        properties.putAll(client);
        String millis = Long.toString(timeout.toMillis());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        properties.put(ConsumerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, "3000");
        return new TopicReader(
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                timeout,
                QUIET);
    }

    /** The partitions of a topic; none if there is no such topic. */
    public List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> found;
        try {
            found = consumer.partitionsFor(topic, timeout);
        } catch (InvalidTopicException e) {
            return List.of();
        }
        return found == null
                ? List.of()
                : found.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    }

    /** By partition the offset of the first record at or after a time; the end if there is none. */
    public Map<TopicPartition, Long> offsetsAt(Collection<TopicPartition> of, long millis) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        of.forEach(partition -> wanted.put(partition, millis));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted, timeout);
        Map<TopicPartition, Long> offsets = ends(of);
        found.forEach(
                (partition, at) -> {
                    if (at != null) {
                        offsets.put(partition, at.offset());
                    }
                });
        return offsets;
    }

    /** By partition the offset of its first record. */
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> of) {
        return new HashMap<>(consumer.beginningOffsets(of, timeout));
    }

    /** By partition one past the offset of its last record. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> of) {
        return new HashMap<>(consumer.endOffsets(of, timeout));
    }

    /** Reads these partitions from now on, each from its offset. */
    public void start(Map<TopicPartition, Long> from) {
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
    }

    /** The offset that is read next. */
    public long position(TopicPartition partition) {
        return consumer.position(partition, timeout);
    }

    /** Gives what has come to {@code take}; waits at most {@code wait} for something. */
    public int poll(Duration wait, Consumer<ConsumerRecord<byte[], byte[]>> take) {
        int count = 0;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            take.accept(record);
            count++;
        }
        return count;
    }

    /**
     * As {@link #poll}; where nothing has come for some seconds, the broker is asked whether it is
     * still there. A consumer waits in silence for one that is gone, a question does not.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException if it does not answer
     */
    public int pollOrAsk(Duration wait, Consumer<ConsumerRecord<byte[], byte[]>> take) {
        int count = poll(wait, take);
        if (count > 0) {
            heard = System.nanoTime();
        } else if (System.nanoTime() - heard >= quiet.toNanos()) {
            ends(consumer.assignment());
            heard = System.nanoTime();
        }
        return count;
    }

    @Override
    public void close() {
        consumer.close(
                org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
