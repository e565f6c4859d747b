package io.primacy.pipeline.report;

import io.primacy.schema.event.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** A dead letter as a Kafka record: the raw bytes it arrived as, and where and why in headers. */
final class DeadLetterRecord
        implements KafkaRecordSerializationSchema<DeadLetter>, KafkaDatasetFacetProvider {
    private static final long serialVersionUID = 1L;

    private final String topic;

    DeadLetterRecord(String topic) {
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
            DeadLetter letter, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, null, null, letter.value());
        Headers headers = record.headers();
        add(headers, DeadLetter.REASON_HEADER, letter.reason().name());
        add(headers, DeadLetter.DETAIL_HEADER, letter.detail());
        add(headers, DeadLetter.TOPIC_HEADER, letter.topic());
        add(headers, DeadLetter.PARTITION_HEADER, Integer.toString(letter.partition()));
        add(headers, DeadLetter.OFFSET_HEADER, Long.toString(letter.offset()));
        return record;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
