package io.primacy.ops.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.primacy.ops.kafka.TopicReader;
import io.primacy.ops.room.Letter;
import io.primacy.ops.watch.Intake;
import io.primacy.ops.web.view.ViewJson;
import io.primacy.schema.event.DeadLetter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Dead letters whole, as they lie in their topic. */
public final class DeadLetterArchive {
    /** Records at the end of each partition that are read. */
    static final long MOST = 10_000;

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, ?> client;
    private final String topic;

    /**
     * @param client properties of Kafka clients: where the broker is, how to be let in
     * @param topic of the dead letters
     */
    public DeadLetterArchive(Map<String, ?> client, String topic) {
        this.client = client;
        this.topic = topic;
    }

    /**
     * Writes the last ones, a JSON object a line.
     *
     * @param reason only these; {@code null}: all
     */
    void write(DeadLetter.Reason reason, OutputStream out) throws IOException {
        try (TopicReader reader = TopicReader.open(client, ANSWER)) {
            List<TopicPartition> partitions = reader.partitions(topic);
            Map<TopicPartition, Long> ends = reader.ends(partitions);
            Map<TopicPartition, Long> from = new HashMap<>();
            reader.beginnings(partitions)
                    .forEach((p, first) -> from.put(p, Math.max(first, ends.get(p) - MOST)));
            from.entrySet().removeIf(e -> e.getValue() >= ends.get(e.getKey()));
            if (from.isEmpty()) {
                return;
            }
            reader.start(from);
            while (from.keySet().stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
                reader.pollOrAsk(POLL, record -> line(record, reason, out));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void line(
            ConsumerRecord<byte[], byte[]> record, DeadLetter.Reason reason, OutputStream out) {
        try {
            Letter letter = Intake.letter(record, Integer.MAX_VALUE);
            if (reason == null || letter.reason() == reason) {
                out.write(ViewJson.write(new Line(letter, encoded(record.value()))));
                out.write('\n');
            }
        } catch (IllegalArgumentException e) {
            // Not a dead letter: whoever wrote it here knows what it is.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(byte[] value) {
        return value == null ? null : Base64.getEncoder().encodeToString(value);
    }

    /**
     * A line of the file.
     *
     * @param letter what is known, its value as text
     * @param base64 its value's bytes, unchanged
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Line(Letter letter, String base64) {}
}
