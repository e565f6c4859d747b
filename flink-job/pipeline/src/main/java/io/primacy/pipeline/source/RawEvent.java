package io.primacy.pipeline.source;

/**
 * A Kafka record before anybody has looked into it.
 *
 * @param value its bytes; {@code null} for a tombstone; not to be changed
 * @param topic where it came from
 * @param partition its partition
 * @param offset its offset
 * @param timestampMillis the record's Kafka timestamp, ms since 1970
 */
public record RawEvent(
        byte[] value, String topic, int partition, long offset, long timestampMillis) {}
