package io.primacy.schema.event;

/**
 * An event that cannot be learned from, as it is kept in the dead-letter topic.
 *
 * @param value the record's raw bytes, unchanged; {@code null} for a tombstone
 * @param reason which kind of defect
 * @param detail the defect in words: field, rule, what was found
 * @param topic Kafka topic it came from
 * @param partition its partition
 * @param offset its offset
 * @param timestampMillis the record's Kafka timestamp, ms since 1970
 */
public record DeadLetter(
        byte[] value,
        Reason reason,
        String detail,
        String topic,
        int partition,
        long offset,
        long timestampMillis) {

    /** Header names under which the Kafka record carries the fields; its value is the raw bytes. */
    public static final String REASON_HEADER = "primacy-reason";

    public static final String DETAIL_HEADER = "primacy-detail";
    public static final String TOPIC_HEADER = "primacy-topic";
    public static final String PARTITION_HEADER = "primacy-partition";
    public static final String OFFSET_HEADER = "primacy-offset";

    /** Only where no Kafka producer takes the bytes whole: how many there were before the cut. */
    public static final String CUT_FROM_HEADER = "primacy-cut-from";

    /** Kinds of defect; the constant's name is what goes on the wire. */
    public enum Reason {
        EMPTY,
        TOO_LARGE,
        NOT_JSON,
        NOT_AN_OBJECT,
        WRONG_TYPE,
        NOT_FINITE,
        VALUE_TOO_LONG,
        LIST_TOO_LONG,
        LABEL_OUT_OF_RANGE,
        NO_LABEL,
        BAD_TIME,
        BAD_WEIGHT,
        BAD_MODEL_KEY
    }
}
