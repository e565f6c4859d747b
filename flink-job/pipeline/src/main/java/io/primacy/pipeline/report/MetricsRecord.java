package io.primacy.pipeline.report;

import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.ReportJson;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A metrics report as a Kafka record: JSON, keyed by model. */
final class MetricsRecord implements KafkaRecordSerializationSchema<MetricsReport> {
    private static final long serialVersionUID = 1L;

    private final String topic;

    MetricsRecord(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            MetricsReport report, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(
                topic, report.model().getBytes(StandardCharsets.UTF_8), ReportJson.write(report));
    }
}
