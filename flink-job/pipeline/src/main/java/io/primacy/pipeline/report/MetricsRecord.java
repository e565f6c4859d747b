package io.primacy.pipeline.report;

import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.ReportJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A metrics report as a Kafka record: JSON, keyed by model. */
final class MetricsRecord
        implements KafkaRecordSerializationSchema<MetricsReport>, KafkaDatasetFacetProvider {
    private static final long serialVersionUID = 1L;

    private final String topic;

    MetricsRecord(String topic) {
        this.topic = topic;
    }

    /** The topic, for a sink that looks for open transactions. */
    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(
                        DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            MetricsReport report, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(
                topic, report.model().getBytes(StandardCharsets.UTF_8), ReportJson.write(report));
    }
}
