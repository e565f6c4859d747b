package io.primacy.schema.config;

import java.time.Duration;

/**
 * Where events come from and how their fields are found, and where what is said of them goes.
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
 * @param delivery what is promised of dead letters and metrics reports
 * @param transactionTimeout after which the broker gives up a transaction that nobody commits;
 *     matters to {@link Delivery#EXACTLY_ONCE} only
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
        int maxListLength,
        Delivery delivery,
        Duration transactionTimeout) {

    /** The key of the only model where no model key is configured. */
    public static final String SINGLE_MODEL = "default";

    /** The broker's own limit, unless it was configured otherwise. */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    /** What is promised of the records that the job writes to Kafka. */
    public enum Delivery {
        /** Visible at once; after a failure some come twice. */
        AT_LEAST_ONCE,
        /** In transactions, visible to readers of committed records once their checkpoint is. */
        EXACTLY_ONCE
    }

    /** At least once. */
    public EventsConfig(
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
        this(
                topic,
                time,
                modelKey,
                weight,
                deadLetterTopic,
                metricsTopic,
                snapshotsTopic,
                maxBytes,
                maxValueLength,
                maxListLength,
                Delivery.AT_LEAST_ONCE,
                TRANSACTION_TIMEOUT);
    }
}
