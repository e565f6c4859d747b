package io.primacy.schema.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

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

    private static final String TOPIC_RULE =
            "a Kafka topic: up to 249 letters, digits, '.', '_' and '-'";

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

    static EventsConfig read(Section s) {
        EventsConfig events =
                new EventsConfig(
                        s.requiredText("topic", "name the Kafka topic of the impressions"),
                        s.pointer("time", null),
                        s.pointer("model-key", null),
                        s.pointer("weight", null),
                        s.text("dead-letter-topic", "primacy-dead-letters", TOPIC_RULE),
                        s.text("metrics-topic", "primacy-metrics", TOPIC_RULE),
                        s.text("snapshots-topic", "primacy-snapshots", TOPIC_RULE),
                        (int) s.bytes("max-bytes", 1 << 20, 64, 64 << 20),
                        s.integer("max-value-length", 1024, 1, 1 << 20),
                        s.integer("max-list-length", 64, 1, 65_536),
                        s.choice("delivery", Delivery.AT_LEAST_ONCE, Delivery.class),
                        s.duration("transaction-timeout", TRANSACTION_TIMEOUT, false));
        Map<String, String> topics = new HashMap<>();
        topic(s, "topic", events.topic(), topics);
        topic(s, "dead-letter-topic", events.deadLetterTopic(), topics);
        topic(s, "metrics-topic", events.metricsTopic(), topics);
        topic(s, "snapshots-topic", events.snapshotsTopic(), topics);
        s.refuseUnknownKeys();
        return events;
    }

    private static void topic(Section s, String key, String topic, Map<String, String> seen) {
        if (topic.isEmpty()) {
            return;
        }
        if (!topic.matches("[A-Za-z0-9._-]{1,249}") || topic.matches("\\.{1,2}")) {
            s.problem(key, "must be " + TOPIC_RULE + ", found '" + topic + "'");
        }
        String other = seen.putIfAbsent(topic, key);
        if (other != null) {
            s.problem(
                    key,
                    "must be a topic of its own, found '"
                            + topic
                            + "', which "
                            + other
                            + " is, too");
        }
    }
}
