package io.primacy.pipeline.report;

import io.primacy.schema.event.DeadLetter;
import io.primacy.schema.report.MetricsReport;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/**
 * Kafka sinks of the job. At least once: after a failure a record may come twice, none is lost. The
 * topics must exist.
 */
public final class ReportSinks {
    private ReportSinks() {}

    /** Metrics reports to {@code topic}; {@code properties} go to the Kafka producer. */
    public static KafkaSink<MetricsReport> metrics(
            String bootstrapServers, String topic, Map<String, String> properties) {
        return sink(bootstrapServers, new MetricsRecord(topic), properties);
    }

    /** Dead letters to {@code topic}; {@code properties} go to the Kafka producer. */
    public static KafkaSink<DeadLetter> deadLetters(
            String bootstrapServers, String topic, Map<String, String> properties) {
        return sink(bootstrapServers, new DeadLetterRecord(topic), properties);
    }

    private static <T> KafkaSink<T> sink(
            String bootstrapServers,
            KafkaRecordSerializationSchema<T> records,
            Map<String, String> properties) {
        Properties producer = new Properties();
        producer.putAll(properties);
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(producer)
                .setBootstrapServers(bootstrapServers)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(records)
                .build();
    }
}
