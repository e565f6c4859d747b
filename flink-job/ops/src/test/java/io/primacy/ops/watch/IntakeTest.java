package io.primacy.ops.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.ops.room.Letter;
import io.primacy.ops.room.Room;
import io.primacy.schema.event.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies on the topics and does not belong there is passed over. */
class IntakeTest {
    private final Room room = new Room(Clock.systemUTC(), 10, 10);
    private final Intake intake = new Intake(Topics.DEFAULT, room);

    @ParameterizedTest
    @CsvSource({"0,-1", "0,-65535", "-1,0", "-2147483648,7", "0,-9223372036854775808"})
    void aDeadLetterFromAPlaceThatCannotBeIsPassedOver(String partition, String offset) {
        intake.take(deadLetter(partition, offset));
        intake.take(deadLetter("0", "0"));

        assertThat(room.deadLetters()).isEqualTo(Map.of(DeadLetter.Reason.NOT_JSON, 1L));
        assertThat(room.lastDeadLetters(null, 10)).extracting(Letter::offset).containsExactly(0L);
    }

    @Test
    void aHeaderWithoutAValueIsPassedOver() {
        ConsumerRecord<byte[], byte[]> record = deadLetter("0", "0");
        record.headers().add(DeadLetter.DETAIL_HEADER, null);

        intake.take(record);

        assertThat(room.deadLetters()).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> deadLetter(String partition, String offset) {
        byte[] value = "x".getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(Topics.DEFAULT.deadLetters(), 0, 0, null, value);
        header(record, DeadLetter.REASON_HEADER, DeadLetter.Reason.NOT_JSON.name());
        header(record, DeadLetter.DETAIL_HEADER, "no JSON");
        header(record, DeadLetter.TOPIC_HEADER, "impressions");
        header(record, DeadLetter.PARTITION_HEADER, partition);
        header(record, DeadLetter.OFFSET_HEADER, offset);
        return record;
    }

    private static void header(ConsumerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
