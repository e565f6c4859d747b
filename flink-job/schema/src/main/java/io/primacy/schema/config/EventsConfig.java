package io.primacy.schema.config;

/**
 * Where events come from and how their fields are found.
 *
 * @param topic Kafka topic of the impressions
 * @param time JSON pointer of the event time, ms since 1970 (integer); {@code null}: the record's
 *     Kafka timestamp
 * @param modelKey JSON pointer of the model key; {@code null}: one model, keyed {@link
 *     #SINGLE_MODEL}
 * @param weight JSON pointer of the sample weight (number &gt; 0); {@code null}: every event weighs
 *     1
 * @param deadLetterTopic where unusable events go
 * @param metricsTopic where metrics reports go
 * @param snapshotsTopic where publications are announced
 * @param maxBytes longest event accepted, bytes
 * @param maxValueLength longest string value of a feature or key accepted, bytes of UTF-8
 * @param maxListLength longest list accepted, elements
 */
public record EventsConfig(
        String topic,
        String time,
        String modelKey,
        String weight,
        String deadLetterTopic,
        String metricsTopic,
        String snapshotsTopic,
        int maxBytes,
        int maxValueLength,
        int maxListLength) {

    /** The key of the only model where no model key is configured. */
    public static final String SINGLE_MODEL = "default";
}
