package io.primacy.ops.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.primacy.ops.room.Letter;
import io.primacy.ops.terminal.Figures;
import io.primacy.ops.terminal.Shown;
import io.primacy.schema.report.MetricsReport;
import io.primacy.schema.report.ReportJson;
import io.primacy.schema.report.SnapshotAnnouncement;
import io.primacy.schema.report.TaskReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record as one line, for people or for programs. */
public final class RecordLines {
    /** What stands after an object belongs to the value, too. */
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int LONGEST = 2000;

    private final boolean json;

    private RecordLines(boolean json) {
        this.json = json;
    }

    /** Lines for people. */
    public static RecordLines text() {
        return new RecordLines(false);
    }

    /** A JSON object a line: where the record lies, and what it holds. */
    public static RecordLines json() {
        return new RecordLines(true);
    }

    /** What a record is. */
    public enum Kind {
        EVENTS,
        METRICS,
        SNAPSHOTS,
        DEAD_LETTERS
    }

    /** The line of a record; one that is not of its kind is shown as it is. */
    public String of(Kind kind, ConsumerRecord<byte[], byte[]> record) {
        if (json) {
            return object(kind, record);
        }
        String place =
                "%s  %d/%d  "
                        .formatted(
                                Instant.ofEpochMilli(record.timestamp()),
                                record.partition(),
                                record.offset());
        return place + words(kind, record);
    }

    private static String words(Kind kind, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null && kind != Kind.DEAD_LETTERS) {
            return "(no value)";
        }
        try {
            return switch (kind) {
                case EVENTS -> value(record);
                case METRICS -> words(ReportJson.metrics(record.value()));
                case SNAPSHOTS -> words(ReportJson.announcement(record.value()));
                case DEAD_LETTERS -> words(Intake.letter(record, LONGEST));
            };
        } catch (UncheckedIOException | IllegalArgumentException | NullPointerException e) {
            return "(not what belongs here) " + value(record);
        }
    }

    private static String value(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null
                ? "(no value)"
                : Shown.text(new String(record.value(), StandardCharsets.UTF_8), LONGEST);
    }

    private static String words(MetricsReport report) {
        StringBuilder line =
                new StringBuilder(
                        "%s/%s batch %s, %s events"
                                .formatted(
                                        Shown.name(report.learner()),
                                        Shown.name(report.model()),
                                        Figures.count(report.step()),
                                        Figures.count(report.learned())));
        for (TaskReport task : report.tasks()) {
            line.append("; ")
                    .append(Shown.name(task.name()))
                    .append(' ')
                    .append(Figures.decimal(task.logLoss(), 5));
            if (task.multiplier() != null) {
                line.append(" (")
                        .append(Figures.percent(task.violation()))
                        .append(", λ ")
                        .append(Figures.decimal(task.multiplier(), 2))
                        .append(')');
            }
        }
        return line.toString();
    }

    private static String words(SnapshotAnnouncement announcement) {
        return "%s/%s %s, checkpoint %d, %s events, %s"
                .formatted(
                        Shown.name(announcement.learner()),
                        Shown.name(announcement.model()),
                        Shown.name(announcement.version()),
                        announcement.checkpointId(),
                        Figures.count(announcement.learned()),
                        Shown.text(announcement.path(), 300));
    }

    private static String words(Letter letter) {
        return "%s %s %d/%d: %s  %s"
                .formatted(
                        letter.reason(),
                        Shown.name(letter.topic()),
                        letter.partition(),
                        letter.offset(),
                        Shown.text(letter.detail(), LONGEST),
                        letter.bytes() < 0 ? "(no value)" : Shown.text(letter.value(), LONGEST));
    }

    private static String object(Kind kind, ConsumerRecord<byte[], byte[]> record) {
        ObjectNode line = JSON.createObjectNode();
        line.put("at", Instant.ofEpochMilli(record.timestamp()).toString());
        line.put("partition", record.partition());
        line.put("offset", record.offset());
        if (kind == Kind.DEAD_LETTERS) {
            record.headers()
                    .forEach(
                            h ->
                                    line.put(
                                            h.key().replace("primacy-", ""),
                                            new String(h.value(), StandardCharsets.UTF_8)));
        }
        line.set("value", tree(record.value()));
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON as it is, anything else as text. */
    private static JsonNode tree(byte[] value) {
        if (value == null) {
            return JSON.nullNode();
        }
        try {
            JsonNode tree = JSON.readTree(value);
            if (tree != null && tree.isContainerNode()) {
                return tree;
            }
        } catch (IOException e) {
            return JSON.getNodeFactory().textNode(new String(value, StandardCharsets.UTF_8));
        }
        return JSON.getNodeFactory().textNode(new String(value, StandardCharsets.UTF_8));
    }
}
