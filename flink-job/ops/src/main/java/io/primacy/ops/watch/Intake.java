package io.primacy.ops.watch;

import io.primacy.ops.room.Letter;
import io.primacy.ops.room.Room;
import io.primacy.schema.event.DeadLetter;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.ReportJson;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what was said on the topics into the room; what makes no sense is logged and passed over.
 */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int VALUE_BYTES = 4096;
    private static final int DETAIL_CHARACTERS = 1024;

    private final Topics topics;
    private final Room room;

    public Intake(Topics topics, Room room) {
        this.topics = topics;
        this.room = room;
    }

    /** Takes a record of one of the topics. */
    public void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(topics.deadLetters())) {
                room.deadLetter(letter(record, VALUE_BYTES));
            } else if (record.value() == null) {
                return;
            } else if (record.topic().equals(topics.metrics())) {
                report(record);
            } else {
                room.announce(ReportJson.announcement(record.value()), record.timestamp());
            }
        } catch (RuntimeException e) {
            // Whatever a record does, those behind it are read.
            LOG.warn(
                    "Topic '{}', partition {}, offset {}: not what belongs there: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    private void report(ConsumerRecord<byte[], byte[]> record) {
        MetricsReport report = ReportJson.metrics(record.value());
        if (report.learner() == null || report.model() == null) {
            throw new IllegalArgumentException("a report names its learner and model");
        }
        room.report(report, record.timestamp());
    }

    /**
     * A record of the dead-letter topic.
     *
     * @param longest bytes of its value that are taken
     * @throws IllegalArgumentException if a header is missing or makes no sense
     */
    public static Letter letter(ConsumerRecord<byte[], byte[]> record, int longest) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        String detail = header(record, DeadLetter.DETAIL_HEADER);
        return new Letter(
                record.timestamp(),
                DeadLetter.Reason.valueOf(header(record, DeadLetter.REASON_HEADER)),
                detail.substring(0, Math.min(DETAIL_CHARACTERS, detail.length())),
                header(record, DeadLetter.TOPIC_HEADER),
                Math.toIntExact(number(record, DeadLetter.PARTITION_HEADER, Integer.MAX_VALUE)),
                number(record, DeadLetter.OFFSET_HEADER, Long.MAX_VALUE),
                record.value() == null ? -1 : value.length,
                new String(value, 0, Math.min(longest, value.length), StandardCharsets.UTF_8));
    }

    private static long number(ConsumerRecord<byte[], byte[]> record, String name, long most) {
        long number = Long.parseLong(header(record, name));
        if (number < 0 || number > most) {
            throw new IllegalArgumentException(
                    "the header %s must be 0 to %d, found %d".formatted(name, most, number));
        }
        return number;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("a dead letter has the header " + name);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
