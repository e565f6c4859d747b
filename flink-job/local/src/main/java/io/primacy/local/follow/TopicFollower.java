package io.primacy.local.follow;

import io.primacy.schema.config.EventsConfig;
import io.primacy.schema.event.DeadLetter;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.ReportJson;
import io.primacy.schema.report.SnapshotAnnouncement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the metrics, snapshots and dead-letter topics of one learner into a {@link Tally}. Not
 * thread-safe.
 */
public final class TopicFollower implements AutoCloseable {
    private final String learner;
    private final EventsConfig events;
    private final Consumer<byte[], byte[]> consumer;
    private final Tally tally = new Tally();
    private Throughput throughput = new Throughput(1, 0, 0);

    private TopicFollower(String learner, EventsConfig events, Consumer<byte[], byte[]> consumer) {
        this.learner = learner;
        this.events = events;
        this.consumer = consumer;
    }

    /**
     * Starts to follow.
     *
     * @param bootstrapServers the broker
     * @param learner whose reports count; others on the same topics are passed over
     * @param events the topics, which exist
     * @param partitions of those topics
     * @param from first offset that counts of each
     */
    public static TopicFollower open(
            String bootstrapServers,
            String learner,
            EventsConfig events,
            Collection<TopicPartition> partitions,
            ToLongFunction<TopicPartition> from) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions);
        partitions.forEach(p -> consumer.seek(p, from.applyAsLong(p)));
        return new TopicFollower(learner, events, consumer);
    }

    /** Tells {@code measure} of every report from now on. */
    public void measure(Throughput measure) {
        throughput = measure;
    }

    /** Takes what has come; waits at most {@code wait} for something. */
    public void poll(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            take(record);
        }
    }

    /** Takes everything up to the present ends of the topics. */
    public void catchUp(Duration timeout) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), timeout);
        long deadline = System.nanoTime() + timeout.toNanos();
        while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())
                && System.nanoTime() < deadline) {
            poll(Duration.ofMillis(100));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(events.deadLetterTopic())) {
            takeDeadLetter(record);
        } else if (record.topic().equals(events.metricsTopic())) {
            MetricsReport report = ReportJson.metrics(record.value());
            if (report.learner().equals(learner)) {
                tally.report(report);
                throughput.observe(record.timestamp(), tally.learned());
            }
        } else if (record.value() != null) {
            SnapshotAnnouncement announcement = ReportJson.announcement(record.value());
            if (announcement.learner().equals(learner)) {
                tally.announce(announcement);
            }
        }
    }

    private void takeDeadLetter(ConsumerRecord<byte[], byte[]> record) {
        if (events.topic().equals(header(record, DeadLetter.TOPIC_HEADER))) {
            tally.deadLetter(
                    DeadLetter.Reason.valueOf(header(record, DeadLetter.REASON_HEADER)),
                    Integer.parseInt(header(record, DeadLetter.PARTITION_HEADER)),
                    Long.parseLong(header(record, DeadLetter.OFFSET_HEADER)));
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** All that was heard. */
    public Tally tally() {
        return tally;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
