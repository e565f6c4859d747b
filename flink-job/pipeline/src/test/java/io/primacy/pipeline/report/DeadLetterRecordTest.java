package io.primacy.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.primacy.schema.event.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterRecordTest {
    private static final int LONGEST = 100_000;

    @Test
    void whatTheProducerTakesIsKeptWhole() {
        DeadLetter letter = letter(LONGEST - 1_000);

        ProducerRecord<byte[], byte[]> record = record(letter);

        assertThat(record.value()).isSameAs(letter.value());
        assertThat(header(record, DeadLetter.REASON_HEADER)).isEqualTo("TOO_LARGE");
        assertThat(header(record, DeadLetter.CUT_FROM_HEADER)).isNull();
    }

    @Test
    void aTombstoneStaysOne() {
        DeadLetter tombstone =
                new DeadLetter(null, DeadLetter.Reason.EMPTY, "no value", "events", 3, 17, 0);

        assertThat(record(tombstone).value()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {LONGEST, LONGEST + 1, 3 * LONGEST})
    void whatItDoesNotTakeIsCutToWhatItTakesAndSaysSo(int length) {
        DeadLetter letter = letter(length);

        ProducerRecord<byte[], byte[]> record = record(letter);

        assertThat(bytes(record)).isBetween(LONGEST - 8, LONGEST);
        assertThat(letter.value()).startsWith(record.value());
        assertThat(header(record, DeadLetter.CUT_FROM_HEADER)).isEqualTo("" + length);
        assertThat(header(record, DeadLetter.OFFSET_HEADER)).isEqualTo("17");
    }

    private static ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        return new DeadLetterRecord("dead-letters", LONGEST).serialize(letter, null, null);
    }

    private static DeadLetter letter(int length) {
        byte[] value = new byte[length];
        new Random(length).nextBytes(value);
        return new DeadLetter(
                value, DeadLetter.Reason.TOO_LARGE, "too large", "events", 3, 17, 1_000);
    }

    private static int bytes(ProducerRecord<byte[], byte[]> record) {
        return AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                CompressionType.NONE,
                record.key(),
                record.value(),
                record.headers().toArray());
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
