package io.primacy.ops.command.job;

import io.primacy.ops.command.option.BrokerOptions;
import io.primacy.ops.kafka.BrokerConnection;
import io.primacy.ops.kafka.BrokerUnreachableException;
import io.primacy.ops.kafka.TopicReader;
import io.primacy.schema.config.LearnerConfig;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.ReportJson;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A learner's reports for a guard: those of the last day first, which say since when something is
 * wrong, then every new one. While Kafka does not answer it is tried again, and nothing is left
 * out.
 */
final class GuardedReports {
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration LOOK_BACK = Duration.ofHours(24);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final String SERVERS = "localhost:9092";

    private final LearnerConfig learner;
    private final BrokerOptions brokers;
    private final Clock clock;
    private final Consumer<String> says;
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /**
     * @param says is told in words how it goes
     */
    GuardedReports(
            LearnerConfig learner, BrokerOptions brokers, Clock clock, Consumer<String> says) {
        this.learner = learner;
        this.brokers = brokers;
        this.clock = clock;
        this.says = says;
    }

    /** Gives each report, with when it was written, until the thread is interrupted. */
    void follow(BiConsumer<MetricsReport, Instant> take) {
        while (!Thread.currentThread().isInterrupted()) {
            try (BrokerConnection connection =
                            BrokerConnection.open(
                                    brokers.orElse(SERVERS), brokers.properties(), ANSWER);
                    TopicReader reader = TopicReader.open(connection.clientProperties(), ANSWER)) {
                read(reader, take);
            } catch (BrokerUnreachableException | KafkaException e) {
                says.accept("Kafka does not answer: " + e.getMessage());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void read(TopicReader reader, BiConsumer<MetricsReport, Instant> take) {
        String topic = learner.events().metricsTopic();
        List<TopicPartition> partitions = reader.partitions(topic);
        if (partitions.isEmpty()) {
            says.accept("There is no topic '" + topic + "' yet.");
            return;
        }
        Map<TopicPartition, Long> from =
                reader.offsetsAt(partitions, clock.instant().minus(LOOK_BACK).toEpochMilli());
        from.replaceAll((partition, offset) -> next.getOrDefault(partition, offset));
        reader.start(from);
        says.accept("Guarding learner '" + learner.name() + "'; interrupt (Ctrl-C) to end.");
        while (!Thread.currentThread().isInterrupted()) {
            reader.poll(POLL, record -> give(record, take));
        }
    }

    private void give(
            ConsumerRecord<byte[], byte[]> record, BiConsumer<MetricsReport, Instant> take) {
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        MetricsReport report;
        try {
            report = ReportJson.metrics(record.value());
        } catch (UncheckedIOException | IllegalArgumentException | NullPointerException e) {
            // Others may write there, too.
            return;
        }
        if (learner.name().equals(report.learner())) {
            take.accept(report, Instant.ofEpochMilli(record.timestamp()));
        }
    }
}
