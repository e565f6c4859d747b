package io.primacy.pipeline.report;

import io.primacy.schema.event.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;

/**
 * A dead letter as a Kafka record: the raw bytes it arrived as, and where and why in headers. Of
 * one that no producer takes whole, the first bytes, and in a header how many there were.
 */
final class DeadLetterRecord
        implements KafkaRecordSerializationSchema<DeadLetter>, KafkaDatasetFacetProvider {
    private static final long serialVersionUID = 1L;

    /** The value's length takes one byte in an empty record, and up to five in another. */
    private static final int LENGTH_GROWTH = 4;

    private final String topic;
    private final long longest;

    /**
     * @param longest record that the producer takes, bytes, with headers
     */
    DeadLetterRecord(String topic, long longest) {
        this.topic = topic;
        this.longest = longest;
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
        Headers headers = new RecordHeaders();
        add(headers, DeadLetter.REASON_HEADER, letter.reason().name());
        add(headers, DeadLetter.DETAIL_HEADER, letter.detail());
        add(headers, DeadLetter.TOPIC_HEADER, letter.topic());
        add(headers, DeadLetter.PARTITION_HEADER, Integer.toString(letter.partition()));
        add(headers, DeadLetter.OFFSET_HEADER, Long.toString(letter.offset()));
        return new ProducerRecord<>(topic, null, null, null, fitting(letter, headers), headers);
    }

    private byte[] fitting(DeadLetter letter, Headers headers) {
        byte[] value = letter.value();
        if (value == null || bytes(value, headers) <= longest) {
            return value;
        }
        add(headers, DeadLetter.CUT_FROM_HEADER, Integer.toString(value.length));
        long room = longest - bytes(new byte[0], headers) - LENGTH_GROWTH;
        return Arrays.copyOf(value, (int) Math.max(0, room));
    }

    /** As the producer reckons. */
    private static int bytes(byte[] value, Headers headers) {
        return AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                CompressionType.NONE,
                null,
                value,
                headers.toArray());
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
